package docker

// buildxTable are the commands of docker buildx, which docker builder is another
// name for. Source: buildx 0.36.
const buildxTable = `
buildx [OPTIONS] COMMAND | Builds with BuildKit
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging

buildx bake [OPTIONS] [TARGET...] | Make the images that a file describes
  = f
  --allow stringArray | Resource that the build may reach
  --builder string | Builder to use in place of the chosen one
  --call string =build | What to do with the build ("check", "outline", "targets")
  --check | Same as "--call=check"
  -D --debug | Log for debugging
  -f --file stringArray | File that says what to build
  --list string | Show targets or variables
  --load | Same as "--set=*.output=type=docker" where that is possible
  --metadata-file string | File for what is known of the result
  --no-cache | Build each step anew
  --policy stringArray | Options for all policies (format: "[disabled=true|false][,strict=true|false][,log-level=level]")
  --print | Show the plan and build nothing
  --progress string =auto | How to show the work ("auto", "none",  "plain", "quiet", "rawjson", "tty"); plain shows what containers print
  --provenance string | Same as "--set=*.attest=type=provenance"
  --pull | Ask the registry for each image that is used
  --push | Same as "--set=*.output=type=registry" where that is possible
  --sbom string | Same as "--set=*.attest=type=sbom"
  --set stringArray | Value that wins over the file's (e.g., "targetpattern.key=value")
  --var stringArray | Value of a variable (e.g., "name=value")

buildx build [OPTIONS] PATH | URL | - | Make an image as a Dockerfile says
  = b
  # docker build, docker builder build, docker image build, docker buildx b
  --compress | @hidden
  --isolation string | @hidden
  --security-opt strings | @hidden
  --squash | @hidden
  -m --memory string | @hidden
  --memory-swap string | @hidden
  -c --cpu-shares int | @hidden
  --cpu-period int | @hidden
  --cpu-quota int | @hidden
  --cpuset-cpus string | @hidden
  --cpuset-mems string | @hidden
  --rm =true | @hidden
  --force-rm | @hidden
  --add-host strings | Line for /etc/hosts while it builds (format: "host:ip")
  --allow stringArray | Further right of the build (e.g., "network.host", "security.insecure", "device", "buildx.local.delete")
  --annotation stringArray | Note to put on the image
  --attest stringArray | Attestation to make (format: "type=sbom,generator=image")
  --build-arg stringArray | Value of an ARG of the Dockerfile
  --build-context stringArray | Further directory to build from (e.g., name=path)
  --builder string | Builder to use in place of the chosen one
  --cache-from stringArray | Where to take cached steps from (e.g., "user/app:cache", "type=local,src=path/to/dir")
  --cache-to stringArray | Where to keep cached steps (e.g., "user/app:cache", "type=local,dest=path/to/dir")
  --call string =build | What to do with the build ("check", "outline", "targets")
  --cgroup-parent string | Cgroup above that of "RUN" steps
  --check | Same as "--call=check"
  -D --debug | Log for debugging
  -f --file string | Dockerfile to follow (default: "PATH/Dockerfile")
  --iidfile string | File to write the image's id to
  --label stringArray | Label to put on the image
  --load | Same as "--output=type=docker"
  --metadata-file string | File for what is known of the result
  --network string =default | Network for "RUN" steps
  --no-cache | Build each step anew
  --no-cache-filter stringArray | Stage to build anew
  -o --output stringArray | Where the result goes (format: "type=local,dest=path")
  --platform stringArray | Platform to build for
  --policy stringArray | Policy for the build (format: "filename=path[,filename=path][,reset=true|false][,disabled=true|false][,strict=true|false][,log-level=level]")
  --progress string =auto | How to show the work ("auto", "none",  "plain", "quiet", "rawjson", "tty"); plain shows what containers print
  --provenance string | Same as "--attest=type=provenance"
  --pull | Ask the registry for each image that is used
  --push | Same as "--output=type=registry,unpack=false"
  -q --quiet | Show nothing but the image's id
  --resource stringArray | Limit for the build's containers (format: "memory=2g", "cpu-quota=50000")
  --sbom string | Same as "--attest=type=sbom"
  --secret stringArray | Secret that "RUN" steps may read (format: "id=mysecret[,src=/local/secret]")
  --shm-size bytes | Size of /dev/shm of "RUN" steps
  --ssh stringArray | SSH agent or key that "RUN" steps may use (format: "default|<id>[=<socket>|<key>[,<key>]]")
  -t --tag stringArray | Name for the image (format: "[registry/]repository[:tag]")
  --target string | Stage to build
  --ulimit ulimit =[] | Resource limit of "RUN" steps

buildx create [OPTIONS] [CONTEXT|ENDPOINT] | Make a builder
  --append | Add a node to the builder
  --bootstrap | Start the builder too
  --buildkitd-config string | Settings for BuildKit's daemon
  --buildkitd-flags string | Flags for BuildKit's daemon
  -D --debug | Log for debugging
  --driver string | What runs BuildKit (available: "docker-container", "kubernetes", "remote")
  --driver-opt stringArray | Option of the driver
  --leave | Take a node off the builder
  --name string | Name of the builder
  --node string | Name of the node
  --platform stringArray | Platform that this node is for
  --timeout duration =20s | Longest wait for a builder's state
  --use | Choose this builder from now on

buildx dap [OPTIONS] COMMAND | Debug builds through the debug adapter protocol
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging

buildx dap build [OPTIONS] PATH | URL | - | Make an image as a Dockerfile says
  --add-host strings | Line for /etc/hosts while it builds (format: "host:ip")
  --allow stringArray | Further right of the build (e.g., "network.host", "security.insecure", "device", "buildx.local.delete")
  --annotation stringArray | Note to put on the image
  --attest stringArray | Attestation to make (format: "type=sbom,generator=image")
  --build-arg stringArray | Value of an ARG of the Dockerfile
  --build-context stringArray | Further directory to build from (e.g., name=path)
  --builder string | Builder to use in place of the chosen one
  --cache-from stringArray | Where to take cached steps from (e.g., "user/app:cache", "type=local,src=path/to/dir")
  --cache-to stringArray | Where to keep cached steps (e.g., "user/app:cache", "type=local,dest=path/to/dir")
  --call string =build | What to do with the build ("check", "outline", "targets")
  --cgroup-parent string | Cgroup above that of "RUN" steps
  --check | Same as "--call=check"
  -D --debug | Log for debugging
  -f --file string | Dockerfile to follow (default: "PATH/Dockerfile")
  --iidfile string | File to write the image's id to
  --label stringArray | Label to put on the image
  --load | Same as "--output=type=docker"
  --metadata-file string | File for what is known of the result
  --network string =default | Network for "RUN" steps
  --no-cache | Build each step anew
  --no-cache-filter stringArray | Stage to build anew
  -o --output stringArray | Where the result goes (format: "type=local,dest=path")
  --platform stringArray | Platform to build for
  --policy stringArray | Policy for the build (format: "filename=path[,filename=path][,reset=true|false][,disabled=true|false][,strict=true|false][,log-level=level]")
  --progress string =auto | How to show the work ("auto", "none",  "plain", "quiet", "rawjson", "tty"); plain shows what containers print
  --provenance string | Same as "--attest=type=provenance"
  --pull | Ask the registry for each image that is used
  --push | Same as "--output=type=registry,unpack=false"
  -q --quiet | Show nothing but the image's id
  --resource stringArray | Limit for the build's containers (format: "memory=2g", "cpu-quota=50000")
  --sbom string | Same as "--attest=type=sbom"
  --secret stringArray | Secret that "RUN" steps may read (format: "id=mysecret[,src=/local/secret]")
  --shm-size bytes | Size of /dev/shm of "RUN" steps
  --ssh stringArray | SSH agent or key that "RUN" steps may use (format: "default|<id>[=<socket>|<key>[,<key>]]")
  -t --tag stringArray | Name for the image (format: "[registry/]repository[:tag]")
  --target string | Stage to build
  --ulimit ulimit =[] | Resource limit of "RUN" steps

buildx dial-stdio | Connect this terminal to a builder
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging
  --platform string | Platform to find a node for
  --progress string =none | How to show the work ("auto", "plain", "rawjson", "tty"); plain shows what containers print

buildx du | Show what the cache of builds takes
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging
  --filter filter | Which ones to look at
  --format string | Form to write
  --timeout duration =20s | Longest wait for a builder's state
  --verbose | Same as "--format=pretty"

buildx history [OPTIONS] COMMAND | Records of builds
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging

buildx history export [OPTIONS] [REF...] | Write records for Docker Desktop
  --all | All records of the builder
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging
  --finalize | Complete the records first
  -o --output string | File to write to

buildx history import [OPTIONS] - | Read records into Docker Desktop
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging
  -f --file stringArray | File to read from

buildx history inspect [OPTIONS] COMMAND | Show all there is to know of a build
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging
  --format string =pretty | Form to write

buildx history inspect attachment [OPTIONS] [REF] [DIGEST] | Show something that came with a build

buildx history logs [OPTIONS] [REF] | Show what a build has written
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging
  --progress string =plain | How to show the work (plain, rawjson, tty)

buildx history ls [OPTIONS] | Show records of builds
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging
  --filter stringArray | Which ones to show (e.g., "status=error")
  --format string =table | Form to write
  --local | Those of this repository only
  --no-trunc | Show all in full

buildx history open [OPTIONS] [REF] | Show a build in Docker Desktop
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging

buildx history rm [OPTIONS] [REF...] | Remove records of builds
  --all | All records
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging

buildx history trace [OPTIONS] [REF] | Show the trace of a build
  --addr string =127.0.0.1:0 | Address for the page
  --builder string | Builder to use in place of the chosen one
  --compare string | Record to compare it with
  -D --debug | Log for debugging

buildx imagetools [OPTIONS] COMMAND | Images in a registry
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging

buildx imagetools create [OPTIONS] [SOURCE...] | Make an image from others
  --annotation stringArray | Note to put on the image
  --append | Add to the manifest that is there
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging
  --dry-run | Show the image and send nothing
  -f --file stringArray | File that describes a source
  --metadata-file string | File for what is known of the result
  -p --platform stringArray | Platform of the image to take
  --prefer-index =true | Make an image index even of one source, not a plain copy
  --progress string =auto | How to show the work ("auto", "none",  "plain", "quiet", "rawjson", "tty"); plain shows what containers print
  -t --tag stringArray | Name for the new image

buildx imagetools inspect [OPTIONS] NAME | Show an image in a registry
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging
  --format string | Write it through this Go template
  --raw | Show the manifest as it is

buildx inspect [NAME] | Show all there is to know of a builder
  --bootstrap | Start the builder first
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging
  --timeout duration =20s | Longest wait for a builder's state

buildx ls | Show builders
  -D --debug | Log for debugging
  --format string =table | Form to write
  --no-trunc | Show all in full
  --timeout duration =20s | Longest wait for a builder's state

buildx policy [OPTIONS] COMMAND | Policies for builds
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging

buildx policy eval [OPTIONS] source | Try a policy on a source
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging
  --fields strings | Fields to work out
  -f --file string =Dockerfile | Policy to try
  --platform string | Platform to try the policy for
  --print | Show what the policy prints

buildx policy test <path> | Run the tests of a policy
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging
  --filename string =Dockerfile | Dockerfile to check
  --run string | Only tests whose names contain this

buildx prune | Empty the cache of builds
  -a --all | BuildKit's own images too
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging
  --filter filter | Which ones to look at
  -f --force | Do not ask first
  --keep-storage bytes | @keep-storage
  --max-used-space bytes | Most space for the cache
  --min-free-space bytes | Space to leave free
  --reserved-space bytes | Space that the cache may always keep
  --timeout duration =20s | Longest wait for a builder's state
  --verbose | Show more

buildx rm [OPTIONS] [NAME...] | Remove builders
  --all-inactive | All builders that do not run
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging
  -f --force | Do not ask first
  --keep-daemon | Leave BuildKit's daemon running
  --keep-state | Leave BuildKit's files
  --timeout duration =20s | Longest wait for a builder's state

buildx stop [NAME] | Stop a builder
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging

buildx use [OPTIONS] NAME | Choose the builder to use from now on
  --builder string | Builder to use in place of the chosen one
  -D --debug | Log for debugging
  --default | Make it the choice of this context
  --global | Make it the choice of all contexts

buildx version | Show which buildx this is
  -D --debug | Log for debugging
`
