// Runs before the first paint, so that the page does not flash in the wrong scheme, density or language. A file of its
// own, because the content security policy allows no script inside of the page.
(function () {
  var root = document.documentElement;
  var read = function (key) {
    try {
      return localStorage.getItem(key);
    } catch (refused) {
      return null;
    }
  };
  var scheme = read('kulcs.scheme');
  if (scheme !== 'light' && scheme !== 'dark') {
    scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }
  root.setAttribute('data-mantine-color-scheme', scheme);
  if (read('kulcs.density') === 'comfortable') root.setAttribute('data-density', 'comfortable');
  var language = read('kulcs.language');
  if (language) root.lang = language;
})();
