// Copies what stands in a field, and says so.
const said = (text) => { const place = document.getElementById("share-said"); if (place) place.textContent = text; };

document.addEventListener("click", async (event) => {
	const button = event.target.closest?.("[data-copy]");
	if (!button) return;
	const field = document.getElementById(button.dataset.copy);
	let done = true;
	try {
		await navigator.clipboard.writeText(field.value);
	} catch { // no clipboard without https
		field.select();
		done = document.execCommand("copy");
		button.focus();
	}
	said(done ? "Copied" : "It could not be copied: it is selected, press Ctrl-C");
	button.textContent = done ? "Copied" : "Select";
	setTimeout(() => { button.textContent = "Copy"; }, 2000);
});
document.addEventListener("focusin", (event) => { if (event.target.matches?.(".copied input")) event.target.select(); });
