-- A product that an import made goes when the import is taken back.
grant delete on catalog.product to kulcs_app;
