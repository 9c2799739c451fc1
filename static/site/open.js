// The page of a site without a server that opens labs: a link leads to the page
// it is for, the text of a file is handed to a lab's page.
import { mark } from "./mark.js";

const form = document.getElementById("open-form"), link = document.getElementById("link"), file = document.getElementById("file");
const lessons = JSON.parse(document.querySelector('meta[name="drydock-lessons"]').content);
const fault = document.createElement("p");
fault.className = "fault";
fault.setAttribute("role", "alert");
const most = 4 << 20; // characters of a file

function refuse(why) {
	fault.textContent = why;
	form.before(fault);
}

const page = (lesson) => lessons.includes(lesson) ? `lessons/${lesson}.html` : "lab.html";

function openFile(text) {
	let lab = null;
	try { lab = JSON.parse(text); } catch { /* said below */ }
	if (text.length > most) return refuse("This file is too large.");
	if (!(lab?.drydock > 0)) return refuse("This file cannot be opened: it is no lab of Drydock.");
	const key = mark(text);
	try { sessionStorage.setItem(`drydock-open-${key}`, text); } catch { return refuse("This browser keeps nothing here, so the file cannot be opened."); }
	location.assign(`${page(lab.lesson)}?opened=${key}`);
}

function openLink(text) {
	const hash = text.match(/#?(lab=[\w-]+)/)?.[1], query = text.includes("?") && new URLSearchParams(text.split("#")[0].split("?")[1]);
	if (hash) return location.assign(`lab.html#${hash}`);
	if (query && ["run", "stack", "lesson"].some((k) => query.has(k))) return location.assign(`lab.html?${query}`);
	refuse("This link cannot be opened: nothing of a lab is in it. A short link is for the server that keeps it.");
}

form.addEventListener("submit", async (event) => {
	event.preventDefault();
	const text = link.value.trim();
	if (file.files.length) openFile(await file.files[0].text());
	else if (text) text.startsWith("{") ? openFile(text) : openLink(text);
	else refuse("Put in a link, or choose the file of a lab.");
});
if (/^#lab=/.test(location.hash)) location.replace(`lab.html${location.hash}`);
