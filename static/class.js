// What a class says to a member while the page is open: it is asked for anew
// when there is news.
const bar = () => document.getElementById("class");

async function refresh() {
	try {
		const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
		const fresh = page.getElementById("class");
		if (fresh) bar().replaceWith(fresh);
	} catch { /* the next news try again */ }
}

const events = new EventSource(bar().dataset.events);
for (const news of ["hint", "show"]) events.addEventListener(news, refresh);
events.addEventListener("start", () => { location.href = "/class/now"; });
events.addEventListener("gone", () => { events.close(); location.href = "/join"; });
