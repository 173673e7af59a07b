// Makes the pages better where scripts run: menus, focus on errors, characters left. Everything works without it.
const own = document.querySelector('script[data-govuk]');
const { initAll } = await import(own.dataset.govuk);
initAll();
