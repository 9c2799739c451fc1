package sim_test

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"drydock/sim"
	"drydock/sim/engine"
)

// typed are the lines a random learner chooses from: sensible, mistaken and hostile.
var typed = []string{
	"docker run hello-world", "docker run -d --name aa nginx", "docker run -d --name bb alpine sleep 100",
	"docker run -d --rm --name cc alpine sh -c 'echo hi; sleep 2'", "docker run -it --name dd alpine", "docker create --name ee busybox true",
	"docker run --rm -i alpine cat", "docker start aa", "docker start -ai ee", "docker stop -t 1 aa bb", "docker restart -t 1 bb", "docker kill bb",
	"docker pause aa", "docker unpause aa", "docker rm aa", "docker rm -f bb cc", "docker rm -f $(docker ps -aq)", "docker rename bb aa",
	"docker exec aa touch /x", "docker exec -d bb sleep 1", "docker exec -it aa sh", "docker diff aa", "docker commit aa mine", "docker commit bb",
	"docker tag alpine mine:2", "docker rmi mine", "docker rmi -f alpine", "docker rmi $(docker images -q)", "docker pull alpine", "docker pull nosuch",
	"docker logs aa", "docker logs -f cc", "docker ps -a", "docker images -a", "docker inspect aa", "docker attach bb", "docker wait bb",
	"docker cp f aa:/tmp", "docker cp aa:/etc .", "docker cp aa:/etc/passwd - | docker cp - bb:/tmp", "docker cp - bb:/", "docker export bb -o x.tar",
	"docker top aa", "docker stats --no-stream -a", "docker stats", "docker update -m 32m aa", "docker container prune -f", "docker image prune -af",
	"docker system prune", "docker system df -v", "docker events", "docker events --since 1h --until 0s", "docker port aa", "y",
	"echo hi > f; cat f | head -1; rm f", "sleep 3 &", "sleep 5", "while :; do :; done", "cd /nosuch; cd", "exit", "exit 3", "ls /", "cat", "kill -9 $$",
	"echo 'open", "cat <<X", "X", "'", "$(", "(((", "\x00\xff", "docker", "docker run", "docker run -d --name 'b d' alpine", ":(){ :|:& };:",
	"docker run -d --name vv -v data:/d -v ./d:/h --tmpfs /t alpine sleep 100", "docker exec vv sh -c 'echo x > /d/x; echo y > /h/y; echo z > /t/z; rm -rf /d/..'",
	"docker run --rm -v data:/d:ro --volumes-from vv alpine rm -rf /d /h", "docker run --rm -v /:/host alpine rm -rf /host", "docker run -v /anon -v d/e:/x alpine true",
	"docker volume create data", "docker volume rm data", "docker volume rm -f data x", "docker volume prune -af", "docker volume ls", "docker rm -fv vv", "rm -rf d /var/lib/docker/volumes",
	"docker run -d -v vv:/etc --mount type=bind,src=/etc/passwd,dst=/etc/passwd --tmpfs /tmp:size=1k,ro alpine sh -c 'echo long > /tmp/f'",
	"docker run -d --name pp -p 8080:80 nginx", "docker run -d --name qq -p 8080-8081:80 --network app nginx", "docker run -d -P nginx", "docker start pp qq",
	"docker run -d --name rr --network host nginx", "docker run -d --name ss --network container:pp alpine sleep 9", "docker network create app",
	"docker network create --subnet 10.0.0.0/30 tiny", "docker network connect app aa", "docker network connect --ip 10.0.0.2 tiny bb", "docker network connect tiny pp",
	"docker network disconnect bridge pp", "docker network rm app", "docker network prune -f", "docker network inspect app bridge", "docker port pp", "docker stop -t 0 pp qq",
	"docker run -d --name gg --restart always alpine sh -c 'sleep 1; exit 1'", "docker run -d --name hh --restart on-failure:2 alpine false",
	"docker run -d --name ii --health-cmd 'test -f /x' --health-interval 1s --health-retries 1 alpine sleep 100", "docker exec ii touch /x",
	"docker pause ii", "docker unpause ii", "docker stop gg", "docker kill -s USR1 gg", "docker restart -t 1 gg ii", "docker rm -f gg hh ii", "docker wait gg", "docker exec -d ii kill 1",
	"docker run -d --name jj -m 16m --restart always alpine tail /dev/zero", "docker run --rm -m 64m alpine sh -c 'x=$(cat /dev/zero)'", "docker rm -f jj",
	"docker run -d --init --name kk alpine sleep 100", "docker stop kk", "docker run --rm -it --init alpine sh",
	"docker run --rm --cap-drop ALL --pids-limit 3 --privileged -d alpine sleep 5", "docker run --add-host a:1.2.3.4 --ulimit nofile=1:2 --device /dev/null --group-add 5 alpine id",
	"docker context create xx --docker host=tcp://x", "docker context use xx", "docker context rm -f xx", "docker context ls", "docker --context default ps",
	"docker ps --format '{{range 100000000000}}{{.}}{{end}}'", "docker compose up", "docker build --help", "docker run --sysctl net.x=1 --health-cmd x --init alpine cat /proc/self/limits",
	"rm -rf /", "docker run --rm alpine rm -rf /", "chmod 000 /bin/bash", "trap '' INT TERM; sleep 100",
}

func randomInput(t *rapid.T) sim.Input {
	in := sim.Input{Kind: rapid.SampledFrom([]sim.Kind{sim.Line, sim.Line, sim.Line, sim.Line, sim.Line, sim.Line, sim.Interrupt, sim.EOF, sim.Detach, sim.Wait, sim.File}).Draw(t, "kind")}
	switch in.Kind {
	case sim.Line:
		in.Text = rapid.SampledFrom(typed).Draw(t, "line")
	case sim.File:
		in.Path, in.Text = rapid.SampledFrom([]string{"f", "d/f", "../../etc/passwd", "/", "f/g"}).Draw(t, "path"), "text"
	case sim.Wait:
		in.After = time.Duration(rapid.IntRange(0, 20).Draw(t, "seconds")) * time.Second
	}
	return in
}

// TestAnyInputKeepsTheWorldSound: whatever is typed, the invariants hold after
// each step, no older world changes, and the inputs replay to the same results.
func TestAnyInputKeepsTheWorldSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := sim.Options{Seed: "random", Pipe: rapid.Bool().Draw(t, "pipe")}
		w := sim.New(o)
		worlds, inputs, results := []sim.World{w}, []sim.Input{}, []sim.Result{}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			in := randomInput(t)
			var r sim.Result
			w, r = w.Step(in)
			if err := engine.Check(w.Host()); err != nil {
				t.Fatalf("after %q: %v", in.Text, err)
			}
			w.Scene()
			worlds, inputs, results = append(worlds, w), append(inputs, in), append(results, r)
		}
		again := sim.New(o)
		for i, in := range inputs {
			if _, r := worlds[i].Step(in); !reflect.DeepEqual(r, results[i]) {
				t.Fatalf("the world before %q has changed", in.Text)
			}
			var r sim.Result
			if again, r = again.Step(in); !reflect.DeepEqual(r, results[i]) {
				t.Fatalf("a second play differs at %q", in.Text)
			}
		}
	})
}
