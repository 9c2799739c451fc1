package web

import (
	"drydock/templates"
)

var (
	oneRuns  = []string{"docker run -d --name web -p 8080:80 nginx"}
	fiveRun  = []string{"docker run -d --name web -p 8080:80 nginx", "docker run -d --name db redis", "docker run --name done alpine false", "docker create --name later alpine", "docker pause db"}
	twentyUp = []string{"docker pull nginx; docker pull redis; docker pull alpine", "for i in $(seq 1 8); do docker run -d --name web$i nginx; done", "for i in $(seq 1 4); do docker run -d --name db$i redis; done", "for i in $(seq 1 8); do docker run --name job$i alpine true; done"}
	fiftyUp  = []string{"docker pull -q nginx; docker pull -q redis; docker pull -q alpine", "for i in $(seq 1 20); do docker run -d --name web$i nginx; done", "for i in $(seq 1 10); do docker run -d --name db$i redis; done", "for i in $(seq 1 20); do docker create --name job$i alpine true; done"}
	refused  = []string{"docker run -d --name web nginx", "docker rm web"}
	around   = []string{"docker volume create data", "docker network create shop", "docker run -d --name db --network shop -v data:/data redis", "docker run --rm alpine true", "mkdir app; echo hi > app/x; echo 'FROM alpine' > Dockerfile"}
	eventful = []string{"docker run -d --name web nginx", "docker exec web touch /tmp/new", "docker pause web", "@5s", "docker unpause web", "docker rm web", "docker stop web"}
)

// stories are every component in every state. They are what the tests look at,
// and what a person looks at who changes a component.
var stories = []story{
	{Name: "page-first-visit", Part: "page", Shows: "The first visit: a registry, an empty host, one thing to try"},
	{Name: "page-one", Part: "page", Shows: "One container runs", Lines: oneRuns},
	{Name: "page-five", Part: "page", Shows: "Containers in every state", Lines: fiveRun},
	{Name: "page-twenty", Part: "page", Shows: "Twenty containers", Lines: twentyUp},
	{Name: "page-fifty", Part: "page", Shows: "Fifty containers", Lines: fiftyUp},
	{Name: "page-refused", Part: "page", Shows: "The last command was refused", Lines: refused},
	{Name: "page-past", Part: "page", Shows: "A moment of the past", Lines: eventful, Back: 3},
	{Name: "page-lesson", Part: "page", Shows: "A lesson beside the host", Lesson: "what-is-a-container"},

	{Name: "stage-empty", Part: "stage", Shows: "Nothing yet: each place says what will stand there"},
	{Name: "stage-one", Part: "stage", Shows: "One container", Lines: oneRuns},
	{Name: "stage-five", Part: "stage", Shows: "All states", Lines: fiveRun},
	{Name: "stage-fifty", Part: "stage", Shows: "More than there is room for", Lines: fiftyUp},
	{Name: "stage-around", Part: "stage", Shows: "Volumes, networks, files and what was removed", Lines: around},
	{Name: "stage-refused", Part: "stage", Shows: "A refusal at the object that caused it", Lines: refused},
	{Name: "stage-narrow-empty", Part: "stage", Shows: "The phone's picture, empty", Narrow: true},
	{Name: "stage-narrow-five", Part: "stage", Shows: "The phone's picture with all states", Lines: fiveRun, Narrow: true},
	{Name: "stage-narrow-fifty", Part: "stage", Shows: "The phone's picture with more than there is room for", Lines: fiftyUp, Narrow: true},

	{Name: "terminal-empty", Part: "terminal", Shows: "The first prompt and a suggestion"},
	{Name: "terminal-output", Part: "terminal", Shows: "Output with names that lead to what they name", Lines: []string{"docker run -d --name web nginx", "docker ps", "docker rm web"}},
	{Name: "terminal-colours", Part: "terminal", Shows: "Colours and weights", Lines: []string{`printf '\033[1mbold \033[0m\033[31mred \033[32mgreen \033[33myellow \033[34mblue \033[35mmagenta \033[36mcyan \033[7mreversed\033[0m\n'`}},
	{Name: "terminal-build", Part: "terminal", Shows: "The progress of a build, as it ends", Lines: []string{"printf 'FROM alpine\\nRUN echo hi\\n' > Dockerfile", "docker build -t app ."}},
	{Name: "terminal-busy", Part: "terminal", Shows: "A program holds the terminal", Lines: []string{"docker run -d --name web nginx", "docker logs -f web"}},
	{Name: "terminal-inside", Part: "terminal", Shows: "A container's own prompt", Lines: []string{"docker run -it --name box alpine", "ls"}},
	{Name: "terminal-question", Part: "terminal", Shows: "A program asks", Lines: []string{"docker container prune"}},
	{Name: "terminal-several", Part: "terminal", Shows: "Three terminals on one machine", Lines: oneRuns, With: func(v *templates.View) {
		v.Terminals, v.Terminal = []string{"", "2", "3"}, "2"
	}},
	{Name: "terminal-fault", Part: "terminal", Shows: "A fault of ours", With: func(v *templates.View) {
		v.Error = "The input could not be stored, so nothing was done. Try again."
	}},

	{Name: "inspector-host", Part: "inspector", Shows: "The host, when nothing is selected"},
	{Name: "inspector-running", Part: "inspector", Shows: "A running container", Lines: fiveRun, Select: "web"},
	{Name: "inspector-paused", Part: "inspector", Shows: "A paused container", Lines: fiveRun, Select: "db"},
	{Name: "inspector-created", Part: "inspector", Shows: "A created container", Lines: fiveRun, Select: "later"},
	{Name: "inspector-exited", Part: "inspector", Shows: "An exited container, and why it ended", Lines: fiveRun, Select: "done"},
	{Name: "inspector-removed", Part: "inspector", Shows: "A removed container", Lines: append(around[:4:4], "docker rm -f db"), Select: "db"},
	{Name: "inspector-image", Part: "inspector", Shows: "An image", Lines: oneRuns, Select: "nginx:latest"},
	{Name: "inspector-hub", Part: "inspector", Shows: "An image on Docker Hub", Select: "hub/redis:latest"},
	{Name: "inspector-volume", Part: "inspector", Shows: "A volume", Lines: around, Select: "volume/data"},
	{Name: "inspector-network", Part: "inspector", Shows: "A network", Lines: around, Select: "network/shop"},
	{Name: "inspector-file", Part: "inspector", Shows: "A file of the host", Lines: around, Select: "file/Dockerfile"},
	{Name: "inspector-directory", Part: "inspector", Shows: "A directory of the host", Lines: around, Select: "file/app"},
	{Name: "inspector-zone", Part: "inspector", Shows: "A place of the picture", Lines: fiveRun, Select: "zone/running"},
	{Name: "inspector-refused", Part: "inspector", Shows: "Why the last command was refused", Lines: refused},
	{Name: "inspector-explain", Part: "inspector", Shows: "A command, word by word", Select: "explain/docker run -d --name web -p 8080:80 -v data:/data --rm nginx"},
	{Name: "inspector-explain-pipe", Part: "inspector", Shows: "A pipeline, word by word", Select: "explain/docker ps -q | xargs docker stop && echo done > log"},
	{Name: "inspector-explain-nothing", Part: "inspector", Shows: "A line the shell could not read", Select: "explain/echo 'open"},
	{Name: "inspector-editor", Part: "inspector", Shows: "The editor with a new file", Select: "edit/compose.yaml"},
	{Name: "inspector-editor-fault", Part: "inspector", Shows: "What the editor cannot open", Lines: around, Select: "edit/app"},
	{Name: "inspector-browser-fault", Part: "inspector", Shows: "A page that cannot be reached", Select: "browse/http://localhost:8080/"},
	{Name: "inspector-compare", Part: "inspector", Shows: "What changed since another moment", Lines: eventful, Select: "compare/1"},
	{Name: "inspector-compare-nothing", Part: "inspector", Shows: "Two moments that look the same", Lines: []string{"docker ps", "docker ps"}, Select: "compare/1"},
	{Name: "inspector-why", Part: "inspector", Shows: "Why the last command came out so", Lines: refused, Select: "why"},
	{Name: "inspector-strip", Part: "inspector", Shows: "All containers' states over time", Lines: eventful, Select: "strip"},
	{Name: "inspector-share", Part: "inspector", Shows: "A lab that can be given to others", Lines: oneRuns, Select: "share", With: func(v *templates.View) {
		v.Share = &templates.SharePanel{Moment: "after “" + oneRuns[0] + "”", At: 1, Line: 1, Keeps: true, Terminals: []string{""}, Pictures: true, Whole: "https://drydock.example/open#lab=1eNo"}
		v.Share.Badge("https://drydock.example/badge.svg", "https://drydock.example/?run=docker+run")
	}},
	{Name: "inspector-share-given", Part: "inspector", Shows: "A lab with its links, of more than a link holds", Lines: oneRuns, Select: "share", With: func(v *templates.View) {
		v.Share = &templates.SharePanel{Moment: "the beginning", Keeps: true, Terminals: []string{"", "two"}, Pictures: true, Short: "https://drydock.example/s/abcdefghijkl", Live: "https://drydock.example/live/abcdefghijklmnopqrstuvwxyz", Watch: 3}
	}},
	{Name: "inspector-share-fault", Part: "inspector", Shows: "A lab that cannot be given to others", Select: "share", With: func(v *templates.View) {
		v.Share = &templates.SharePanel{Moment: "the beginning", Fault: "This lab is from before labs could be shared."}
	}},
	{Name: "inspector-opened", Part: "inspector", Shows: "A lab that was not opened whole", Select: "opened/37/2000"},
	{Name: "inspector-strip-empty", Part: "inspector", Shows: "No states yet", Select: "strip"},

	{Name: "timeline-empty", Part: "timeline", Shows: "No moment yet"},
	{Name: "timeline-some", Part: "timeline", Shows: "Moments: changed, not changed, refused", Lines: eventful},
	{Name: "timeline-past", Part: "timeline", Shows: "Seen from the past", Lines: eventful, Back: 2},
	{Name: "timeline-branches", Part: "timeline", Shows: "Several lines", Lines: eventful, With: func(v *templates.View) {
		v.Time.Branches = append(v.Time.Branches, templates.Branch{Name: "What if: docker kill web", Tip: 3, Inputs: 4})
	}},

	{Name: "motion", Part: "motion", Shows: "The controls of motion"},
	{Name: "lesson-begun", Part: "lesson", Shows: "A lesson at its beginning", Lesson: "what-is-a-container"},
}
