// An editor in the place of the plain field. It lives in a shadow root, where
// its style sheets are objects and the page's policy needs no exception.
import * as cm from "./vendor/codemirror/codemirror.js";

const { EditorView, tags } = cm;

// Colours are the page's own, so that every theme has them.
const paint = cm.HighlightStyle.define([
	{ tag: [tags.keyword, tags.operatorKeyword, tags.tagName, tags.moduleKeyword], color: "var(--accent)", fontWeight: "650" },
	{ tag: [tags.string, tags.special(tags.string), tags.attributeValue], color: "var(--running)" },
	{ tag: [tags.number, tags.bool, tags.atom, tags.meta, tags.processingInstruction], color: "var(--paused)" },
	{ tag: [tags.propertyName, tags.attributeName, tags.definition(tags.variableName), tags.labelName], color: "var(--created)" },
	{ tag: [tags.standard(tags.variableName), tags.typeName, tags.className], color: "var(--volume)" },
	{ tag: tags.comment, color: "var(--dim)", fontStyle: "italic" },
]);

const look = EditorView.theme({
	"&": { height: "100%", background: "var(--panel)", color: "var(--ink)", fontSize: "13px" },
	"&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
	".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5" },
	".cm-content": { caretColor: "var(--ink)" },
	".cm-cursor": { borderLeftColor: "var(--ink)" },
	".cm-gutters": { background: "var(--zone)", color: "var(--dim)", borderRight: "1px solid var(--rule)" },
	".cm-activeLine, .cm-activeLineGutter": { background: "light-dark(#17212b0d, #ffffff12)" },
	"&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "light-dark(#0b5cc733, #74b4ff44)" },
});

// mount puts the editor into island: what is typed goes to the field sheet, which
// the form sends. Tab indents; Escape and then Tab leads on.
export function mount(island, sheet, focus) {
	const root = island.attachShadow({ mode: "open" });
	const mode = cm.modes[island.dataset.language];
	const view = new EditorView({
		parent: root, root, doc: sheet.value,
		extensions: [
			cm.lineNumbers(), cm.history(), cm.drawSelection(), cm.highlightActiveLine(), cm.highlightActiveLineGutter(), cm.bracketMatching(), cm.indentOnInput(),
			cm.indentUnit.of(island.dataset.language === "python" ? "    " : "  "), cm.EditorState.tabSize.of(4),
			mode ? cm.StreamLanguage.define(mode) : [], cm.syntaxHighlighting(paint), look,
			EditorView.contentAttributes.of({ "aria-label": sheet.getAttribute("aria-label"), spellcheck: "false", autocapitalize: "off" }),
			EditorView.updateListener.of((u) => { if (u.docChanged) sheet.value = u.state.doc.toString(); }),
			cm.keymap.of([{ key: "Mod-s", preventDefault: true, run: () => { sheet.form.requestSubmit(); return true; } }, cm.indentWithTab, ...cm.historyKeymap, ...cm.defaultKeymap]),
		],
	});
	island.dataset.on = "";
	if (focus) view.focus();
}
