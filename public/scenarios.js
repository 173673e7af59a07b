// Scenarios tick themselves while the page is open: it asks for itself now and then, and takes over what has changed.
const EVERY_MS = 2000;
const words = document.querySelector('#live-words');
let panel = document.querySelector('#scenario-results[data-live]');
let failures = 0;

async function look() {
  if (document.hidden) return;
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
  if (!answer.ok || answer.redirected) throw new Error('not shown any more');
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector('#scenario-results');
  if (fresh === null || fresh.innerHTML === panel.innerHTML) return;
  const focused = document.activeElement?.closest('#scenario-results a')?.getAttribute('href');
  const [before, after] = [tags(panel), tags(fresh)];
  panel.replaceWith(fresh);
  panel = fresh;
  if (focused)
    [...panel.querySelectorAll('a')].find((link) => link.getAttribute('href') === focused)?.focus();
  const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
  if (changed.length > 0) words.textContent = changed.map((name) => `${name}: ${after[name]}`).join('. ');
}

/** The state of each scenario on the page, by its title. */
function tags(part) {
  const rows = [...part.querySelectorAll('.govuk-task-list__item')];
  if (rows.length === 0) return { State: part.querySelector('.govuk-tag')?.textContent.trim() ?? '' };
  return Object.fromEntries(
    rows.map((row) => [
      row.querySelector('a').textContent.trim(),
      row.querySelector('.govuk-tag').textContent.trim(),
    ]),
  );
}

async function follow() {
  try {
    await look();
    failures = 0;
  } catch {
    failures += 1;
    if (failures === 3) {
      words.textContent = 'The page does not update itself any more. Load it again.';
      return;
    }
  }
  setTimeout(follow, EVERY_MS);
}

if (panel !== null) setTimeout(follow, EVERY_MS);
