// The list of exchanges: says that there are new ones, and puts them in without moving what somebody reads or uses.
const live = document.querySelector('#live');
if (live !== null && 'EventSource' in window) follow(live);

function follow(panel) {
  const words = panel.querySelector('#live-words');
  const button = panel.querySelector('#live-show');
  const atOnce = panel.querySelector('#live-at-once');
  const remembered = 'learner-register-show-at-once';
  let waiting = 0;
  let source;
  let last = '';
  let ended = false;

  panel.hidden = false;
  try {
    atOnce.checked = sessionStorage.getItem(remembered) === 'yes';
  } catch {
    // A browser may keep nothing; the box works all the same.
  }
  open();
  // A browser opens few connections to one server at a time: pages that nobody sees must not hold them.
  document.addEventListener('visibilitychange', () => {
    if (ended) return;
    source.close();
    if (document.visibilityState === 'visible') open();
  });

  function open() {
    const address = new URL(panel.dataset.events, location.href);
    if (last !== '') address.searchParams.set('after', last);
    source = new EventSource(address);
    source.addEventListener('ready', (event) => (last = event.lastEventId));
    source.addEventListener('exchanges', (event) => {
      last = event.lastEventId;
      waiting += JSON.parse(event.data).count;
      if (atOnce.checked) void show();
      else tell();
    });
    source.addEventListener('signed-out', () => end('You have signed out, so new messages are not shown.'));
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED)
        end('New messages are not shown by themselves now. Load the page again to see them.');
    });
  }

  atOnce.addEventListener('change', () => {
    try {
      sessionStorage.setItem(remembered, atOnce.checked ? 'yes' : 'no');
    } catch {
      // As above.
    }
    if (atOnce.checked && waiting > 0) void show();
  });
  button.addEventListener('click', async () => {
    const first = await show();
    first?.querySelector('a')?.focus();
  });

  function tell() {
    const many = waiting === 1 ? '1 new message' : `${waiting} new messages`;
    words.textContent = `${many}.`;
    button.textContent = `Show ${many}`;
    button.hidden = false;
  }

  function end(reason) {
    ended = true;
    source.close();
    words.textContent = reason;
  }

  // Takes the list as the server writes it, and puts the rows that are missing on top of those that are there.
  async function show() {
    const shown = waiting;
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    if (!answer.ok || answer.redirected) {
      end('The new messages could not be fetched. Load the page again to see them.');
      return undefined;
    }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fetched = page.querySelector('#exchange-rows');
    const rows = document.querySelector('#exchange-rows');
    waiting = Math.max(0, waiting - shown);
    if (waiting === 0) button.hidden = true;
    if (fetched === null) return undefined;
    let added;
    if (rows === null) {
      document
        .querySelector('#exchange-list')
        .replaceChildren(...page.querySelector('#exchange-list').childNodes);
      added = document.querySelector('#exchange-rows tr');
    } else {
      const known = new Set([...rows.children].map((row) => row.dataset.exchange));
      const missing = [...fetched.children].filter((row) => !known.has(row.dataset.exchange));
      const top = rows.firstElementChild;
      const before = top.getBoundingClientRect().top;
      rows.prepend(...missing);
      // Whoever has scrolled down goes on seeing the same rows.
      if (before < 0) window.scrollBy(0, top.getBoundingClientRect().top - before);
      added = missing[0];
    }
    words.textContent = shown === 1 ? '1 new message is shown.' : `${shown} new messages are shown.`;
    return added;
  }
}
