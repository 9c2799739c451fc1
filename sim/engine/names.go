package engine

import "strconv"

// adjectives and surnames make the names of containers that were given none:
// an adjective and someone who advanced science or computing.
var adjectives = []string{"admiring", "agile", "amber", "awake", "bold", "brave", "breezy", "bright", "brisk", "calm", "candid",
	"careful", "charming", "cheerful", "clever", "compassionate", "cosmic", "crisp", "curious", "daring", "deft", "determined",
	"dreamy", "eager", "earnest", "ecstatic", "elegant", "fervent", "festive", "flamboyant", "focused", "frank", "gallant",
	"gentle", "gifted", "glad", "graceful", "happy", "hardy", "hopeful", "humble", "inspiring", "intent", "jolly", "jovial",
	"keen", "kind", "lively", "loving", "lucid", "magical", "mellow", "merry", "mindful", "modest", "musing", "mystic", "nimble",
	"noble", "optimistic", "patient", "peaceful", "pensive", "placid", "practical", "priceless", "quirky", "quizzical", "radiant",
	"relaxed", "resolute", "reverent", "romantic", "serene", "sharp", "silent", "sincere", "sleepy", "stoic", "strange",
	"sunny", "suspicious", "sweet", "tender", "thirsty", "trusting", "unruffled", "upbeat", "vibrant", "vigilant", "vigorous",
	"warm", "wizardly", "wonderful", "witty", "youthful", "zealous", "zen"}

var surnames = []string{"agnesi", "ampere", "anning", "archimedes", "aryabhata", "babbage", "banach", "bardeen", "bartik", "bell",
	"benz", "bhabha", "blackwell", "bohr", "booth", "borg", "bose", "brahmagupta", "brattain", "brown", "burnell", "cannon",
	"carson", "cartwright", "chandrasekhar", "chatelet", "clarke", "colden", "cori", "cray", "curie", "curran", "darwin",
	"dewdney", "diffie", "dijkstra", "easley", "edison", "einstein", "elion", "engelbart", "euclid", "euler", "faraday",
	"fermat", "fermi", "feynman", "franklin", "gagarin", "galileo", "galois", "gates", "gauss", "germain", "goldberg",
	"goldstine", "goodall", "hamilton", "haslett", "hawking", "heisenberg", "hellman", "hermann", "herschel", "hertz",
	"hodgkin", "hofstadter", "hoover", "hopper", "hugle", "hypatia", "jang", "jemison", "jepsen", "johnson", "joliot",
	"jones", "kalam", "kare", "keller", "kepler", "khayyam", "kilby", "kirch", "knuth", "kowalevski", "lalande", "lamarr",
	"lamport", "leakey", "leavitt", "lehmann", "lewin", "liskov", "lovelace", "lumiere", "mahavira", "mayer", "mccarthy",
	"mcclintock", "mclean", "mcnulty", "meitner", "mendel", "mendeleev", "merkle", "mestorf", "mirzakhani", "montalcini",
	"moore", "morse", "moser", "napier", "nash", "neumann", "newton", "nightingale", "nobel", "noether", "northcutt",
	"noyce", "panini", "pare", "pascal", "pasteur", "payne", "perlman", "pike", "poincare", "poitras", "ptolemy", "raman",
	"ramanujan", "rhodes", "ride", "ritchie", "robinson", "roentgen", "rosalind", "rubin", "saha", "sammet", "shannon",
	"shaw", "shirley", "shockley", "sinoussi", "snyder", "solomon", "stallman", "stonebraker", "sutherland", "swanson",
	"swartz", "swirles", "taussig", "tesla", "tharp", "thompson", "torvalds", "turing", "varahamihira", "vaughan",
	"villani", "visvesvaraya", "volhard", "wescoff", "wiles", "williams", "wilson", "wing", "wright", "wu", "yalow",
	"yonath", "zhukovsky"}

// generateName returns a name that is free: adjective_surname, with a digit
// from the second try on. Source: moby daemon/names.go, generateAndReserveName.
func (h *Host) generateName() string {
	for try := range 6 {
		name := adjectives[h.dice(len(adjectives), "adjective")] + "_" + surnames[h.dice(len(surnames), "surname")]
		if try > 0 {
			name += strconv.Itoa(h.dice(10, "digit"))
		}
		if !h.names.Has(name) {
			return name
		}
	}
	return h.newID("name")[:12]
}
