// While lessons are being written, the page is loaded anew when one changes.
new EventSource("/learn/events").addEventListener("changed", () => location.reload());
