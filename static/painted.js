// Waits until the page has been painted once: script that reads it before would
// make that later. A page that nobody sees is not painted, and does not wait.
if (!document.hidden) {
	await new Promise((done) => {
		requestAnimationFrame(() => setTimeout(done));
		setTimeout(done, 300);
	});
}
