export { dossierRoutes } from './http.ts';
