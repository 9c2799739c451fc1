package docker

// composeTable are the commands of docker compose. Source: Compose 5.5.
const composeTable = `
compose [OPTIONS] COMMAND | Runs applications of several containers that a file describes
  --all-resources | Resources too that no service uses
  --ansi string =auto | When to write colours and redraw ("never"|"always"|"auto")
  --compatibility | Behave as older versions did
  --dry-run | Show what would be done and do nothing
  --env-file stringArray | File of variables to fill in
  -f --file stringArray | Compose file to read
  --parallel int =-1 | How much to do at once, -1 for no limit
  --profile stringArray | Profile to turn on
  --progress string | How to show the work (auto, tty, plain, json, quiet)
  --project-directory string | Directory to work in (default: the path of the, first specified, Compose file)
  -p --project-name string | Name of the project

compose alpha COMMAND | @hidden Commands on trial

compose alpha generate [OPTIONS] [CONTAINERS...] | Make a compose file of containers
  --dry-run | Show what would be done and do nothing
  --format string =yaml | Form to write. Values: [yaml | json]
  --name string | Name of the project in the file
  --project-dir string | Directory of the project

compose alpha publish [OPTIONS] REPOSITORY[:TAG] | Send the application to a registry
  --dry-run | Show what would be done and do nothing

compose alpha viz [OPTIONS] | Draw the services and what they depend on, for Graphviz
  --dry-run | Show what would be done and do nothing
  --image | Show the image of each service
  --indentation-size int =1 | How many tabs or spaces to indent by
  --networks | Show the networks of each service
  --ports | Show the ports of each service
  --spaces | Indent by spaces, not tabs

compose attach [OPTIONS] SERVICE | Connect this terminal to a container of a service
  --detach-keys string | Keys that detach
  --dry-run | Show what would be done and do nothing
  --index int | Which container, of a service with several
  --no-stdin | Pass on nothing that is typed
  --sig-proxy =true | Pass signals on to the process

compose bridge [OPTIONS] COMMAND | Turn compose files into something else
  --dry-run | Show what would be done and do nothing

compose bridge convert | Turn compose files into Kubernetes manifests, Helm charts or something else
  --dry-run | Show what would be done and do nothing
  -o --output string =out | Directory for what is made
  --templates string | Directory of templates
  -t --transformation stringArray | What to turn it into (default: docker/compose-bridge-kubernetes)

compose bridge transformations COMMAND | Images that turn compose files into something else

compose bridge transformations create [OPTIONS] PATH | Make such an image

compose bridge transformations list [OPTIONS] | Show such images

compose build [OPTIONS] [SERVICE...] | Make the images of services
  --build-arg stringArray | Value of an ARG of services' Dockerfiles
  --builder string | Builder to use
  --check | Look for mistakes in the build
  --compress =true | @hidden
  --dry-run | Show what would be done and do nothing
  --force-rm =true | @hidden
  -m --memory bytes | Memory for the build. BuildKit does not know it.
  --no-cache | Build each step anew
  --no-rm | @hidden
  --parallel =true | @hidden
  --print | Show the same as a bake file
  --provenance string | Record how the image was made
  --pull | Ask the registry for newer images
  --push | Send the images to their registries
  -q --quiet | Do not show how it builds
  --sbom string | Record what the image contains
  --ssh string | SSH keys for the builds ('default' is your own agent)
  --with-dependencies | Build what they depend on too

compose commit [OPTIONS] SERVICE [REPOSITORY[:TAG]] | Make an image from what a service's container has changed
  -a --author string | Who made it (e.g., "John Hannibal Smith <hannibal@a-team.com>")
  -c --change list | Dockerfile instruction to apply
  --dry-run | Show what would be done and do nothing
  --index int | Which container, of a service with several
  -m --message string | Comment on what was done
  -p --pause =true | Pause the container meanwhile

compose config [OPTIONS] [SERVICE...] | Show the compose file as it is understood
= convert
# -
  --dry-run | Show what would be done and do nothing
  --environment | Show the variables that were filled in.
  --format string | Form to write. Values: [yaml | json]
  --hash string | Show a hash of each service, one a line.
  --images | Show the images, one a line.
  --lock-image-digests | Write a file that fixes images by digest
  --models | Show the models, one a line.
  --networks | Show the networks, one a line.
  --no-consistency | Do not check that all fits together: the result may be of no use
  --no-env-resolution | Do not read env files of services
  --no-interpolate | Do not fill in variables
  --no-normalize | Leave it as it was written
  --no-path-resolution | Leave paths as they are
  -o --output string | File to write to (default to stdout)
  --profiles | Show the profiles, one a line.
  -q --quiet | Check the file and show nothing
  --resolve-image-digests | Fix image tags by digest
  --services | Show the services, one a line.
  --variables | Show variables with their defaults.
  --volumes | Show the volumes, one a line.

compose cp [OPTIONS] SERVICE:SRC_PATH DEST_PATH|-\n\tdocker compose cp [OPTIONS] SRC_PATH|- SERVICE:DEST_PATH | Copy files into a service's container or out of it
  --all | Containers of run too
  -a --archive | Keep owners (all uid/gid information)
  --dry-run | Show what would be done and do nothing
  -L --follow-link | Copy what a link in SRC_PATH leads to
  --index int | Which container, of a service with several

compose create [OPTIONS] [SERVICE...] | Make the containers of services and leave it at that
  --build | Build the images first
  --dry-run | Show what would be done and do nothing
  --force-recreate | Make containers anew even when nothing has changed
  --no-build | Build no image, whatever the file says
  --no-recreate | Leave containers that exist. Not with --force-recreate.
  --pull string =policy | When to get images ("always"|"missing"|"never"|"build")
  --quiet-pull | Do not show how images come
  --remove-orphans | Remove containers of services that the file no longer has
  --scale scale | Run NUM containers of SERVICE, whatever the file says.
  -y --yes | Take every question as answered with yes

compose down [OPTIONS] [SERVICES] | Stop and remove containers and networks
  --dry-run | Show what would be done and do nothing
  --remove-orphans | Remove containers of services that the file no longer has
  --rmi string | Remove the services' images: "local" for those without a name of their own ("local"|"all")
  -t --timeout int | Seconds to stop before they are killed
  --volume | @hidden
  -v --volumes | Remove the volumes that the file names, and those without a name

compose events [OPTIONS] [SERVICE...] | Show what happens as it happens
  --dry-run | Show what would be done and do nothing
  --json | Show events as JSON, one a line
  --since string | Show events from this moment on
  --until string | Show events until this moment

compose exec [OPTIONS] SERVICE COMMAND [ARGS...] | Run another command in a service's container
  -d --detach | Do not wait for it
  --dry-run | Show what would be done and do nothing
  -e --env stringArray | Environment variable to set
  --index int | Which container, of a service with several
  -T --no-tty =true | Give it no terminal: 'docker compose exec' gives it one otherwise
  --privileged | Give the process all privileges
  -u --user string | User to be
  -w --workdir string | Directory to start in

compose export [OPTIONS] SERVICE | Write the files of a service's container as a tar archive
  --dry-run | Show what would be done and do nothing
  --index int | Which container, of a service with several
  -o --output string | File to write to in place of standard output

compose images [OPTIONS] [SERVICE...] | Show the images that containers were made from
  --dry-run | Show what would be done and do nothing
  --format string =table | Form to write. Values: [table | json]
  -q --quiet | Print ids and nothing else

compose kill [OPTIONS] [SERVICE...] | Send containers of services a signal
  --dry-run | Show what would be done and do nothing
  --remove-orphans | Remove containers of services that the file no longer has
  -s --signal string =SIGKILL | SIGNAL to send

compose logs [OPTIONS] [SERVICE...] | Show what containers have written
  --dry-run | Show what would be done and do nothing
  -f --follow | Go on as more is written
  --index int | Which container, of a service with several
  --no-color | Do without colours
  --no-log-prefix | Leave out the name at the start of lines
  --since string | Show what was written since then (e.g. 2013-01-02T13:23:37Z) or for so long (e.g. 42m for 42 minutes)
  -n --tail string =all | How many of the last lines of each container to show
  -t --timestamps | Show when
  --until string | Show what was written before then (e.g. 2013-01-02T13:23:37Z) or so long ago (e.g. 42m for 42 minutes)

compose ls [OPTIONS] | Show the projects that run
  -a --all | All of them
  --dry-run | Show what would be done and do nothing
  --filter filter | Which ones to show
  --format string =table | Form to write. Values: [table | json]
  -q --quiet | Print names and nothing else

compose pause [SERVICE...] | Freeze services
  --dry-run | Show what would be done and do nothing

compose port [OPTIONS] SERVICE PRIVATE_PORT | Show which port of the host leads to a service's
  --dry-run | Show what would be done and do nothing
  --index int | Which container, of a service with several
  --protocol string =tcp | tcp or udp

compose ps [OPTIONS] [SERVICE...] | Show containers
  -a --all | Those that have stopped too, and those of run
  --dry-run | Show what would be done and do nothing
  --filter string | Which services to show (supported filters: status)
  --format string =table | @table
  --no-trunc | Show all in full
  --orphans =true | Services too that the file no longer has
  -q --quiet | Print ids and nothing else
  --services | Show services
  --status stringArray | Which services to show. Values: [paused | restarting | removing | running | dead | created | exited]

compose publish [OPTIONS] REPOSITORY[:TAG] | Send the application to a registry
  --app | Publish the application with its images
  --dry-run | Show what would be done and do nothing
  --oci-version string | Version of the OCI specification (found out by default)
  --resolve-image-digests | Fix image tags by digest
  --with-env | Put environment variables into it too
  -y --yes | Take every question as answered with yes

compose pull [OPTIONS] [SERVICE...] | Get the images of services
  --dry-run | Show what would be done and do nothing
  --ignore-buildable | Leave out images that can be built
  --ignore-pull-failures | Go on when an image cannot be had
  --include-deps | Images of the services they depend on too
  --policy string | When to pull ("missing"|"always")
  -q --quiet | Do not show how images come

compose push [OPTIONS] [SERVICE...] | Send the images of services
  --dry-run | Show what would be done and do nothing
  --ignore-push-failures | Go on when an image cannot be sent
  --include-deps | Images of the services they depend on too
  -q --quiet | Do not show how images go

compose restart [OPTIONS] [SERVICE...] | Stop containers of services and start them again
  --dry-run | Show what would be done and do nothing
  --no-deps | Leave services that depend on it alone
  -t --timeout int | Seconds to stop before they are killed

compose rm [OPTIONS] [SERVICE...] | Remove containers of services that have stopped
  --dry-run | Show what would be done and do nothing
  -f --force | Do not ask first
  -s --stop | Stop containers first
  -v --volumes | Remove volumes without a name too

compose run [OPTIONS] SERVICE [COMMAND] [ARGS...] | Run a command once in a new container of a service
  --build | Build the image first
  --cap-add list | Linux capability to give
  --cap-drop list | Linux capability to take away
  -d --detach | Print the id and leave the container to itself
  --dry-run | Show what would be done and do nothing
  --entrypoint string | Program to run in place of the image's
  -e --env stringArray | Environment variable to set
  --env-from-file stringArray | File of environment variables to set
  -i --interactive =true | Pass on what is typed
  -l --label stringArray | Label to put on the container
  --name string | Name of the container
  --no-deps | Leave services it depends on alone
  -T --no-tty =true | Give it no terminal (default: auto-detected)
  -p --publish stringArray | Port of the host that leads to one of the container's
  --pull string =policy | When to get the image ("always"|"missing"|"never")
  -q --quiet | Print nothing
  --quiet-build | Do not show how it builds
  --quiet-pull | Do not show how images come
  --remove-orphans | Remove containers of services that the file no longer has
  --rm | Remove the container when it has ended
  -P --service-ports | Publish all ports of the service
  --use-aliases | Take the service's names on its networks
  -u --user string | User to be
  -v --volume stringArray | Volume or directory to mount
  -w --workdir string | Directory to start in

compose scale [SERVICE=REPLICAS...] | Change how many containers services have
  --dry-run | Show what would be done and do nothing
  --no-deps | Leave services it depends on alone

compose start [SERVICE...] | Start services
  --dry-run | Show what would be done and do nothing
  --wait | Wait until services are running|healthy, and leave them to themselves.
  --wait-timeout int | Most seconds to wait for the project to be running|healthy

compose stats [OPTIONS] [SERVICE] | Show what containers use of the host, again and again
  -a --all | Those that do not run too (default shows just running)
  --dry-run | Show what would be done and do nothing
  --format string | @table
  --no-stream | Measure once
  --no-trunc | Show all in full

compose stop [OPTIONS] [SERVICE...] | Stop services
  --dry-run | Show what would be done and do nothing
  -t --timeout int | Seconds to stop before they are killed

compose top [SERVICES...] | Show processes
  --dry-run | Show what would be done and do nothing

compose unpause [SERVICE...] | Let frozen services go on
  --dry-run | Show what would be done and do nothing

compose up [OPTIONS] [SERVICE...] | Make the containers of services and start them
  --abort-on-container-exit | Stop all when one has stopped. Not with -d
  --abort-on-container-failure | Stop all when one has failed. Not with -d
  --always-recreate-deps | Make what it depends on anew. Not with --no-recreate.
  --attach stringArray | Show the output of these services only. Not with --attach-dependencies.
  --attach-dependencies | Show the output of what they depend on too
  --build | Build the images first
  -d --detach | Leave the containers to themselves
  --dry-run | Show what would be done and do nothing
  --exit-code-from string | End with the exit code of this service, and stop all when one has stopped
  --force-recreate | Make containers anew even when nothing has changed
  --menu | Offer keys while it is attached. Not with --detach. COMPOSE_MENU says so too
  --no-attach stringArray | Do not show the output of these services
  --no-build | Build no image, whatever the file says
  --no-color | Do without colours
  --no-deps | Leave services it depends on alone
  --no-log-prefix | Leave out the name at the start of lines
  --no-recreate | Leave containers that exist. Not with --force-recreate.
  --no-start | Make them and leave it at that
  --pull string =policy | When to get the image ("always"|"missing"|"never")
  --quiet-build | Do not show how it builds
  --quiet-pull | Do not show how images come
  --remove-orphans | Remove containers of services that the file no longer has
  -V --renew-anon-volumes | Make volumes without a name anew
  --scale scale | Run NUM containers of SERVICE, whatever the file says.
  -t --timeout int | Seconds to stop before containers are killed
  --timestamps | Show when
  --wait | Wait until services are running|healthy, and leave them to themselves.
  --wait-timeout int | Most seconds to wait for the project to be running|healthy
  -w --watch | Follow changes of the source and renew containers.
  -y --yes | Take every question as answered with yes

compose version [OPTIONS] | Show which Compose this is
  --dry-run | Show what would be done and do nothing
  -f --format string | Form to write. Values: [pretty | json]. (Default: pretty)
  --short | The version and nothing else

compose volumes [OPTIONS] [SERVICE...] | Show volumes
  --dry-run | Show what would be done and do nothing
  --format string =table | @table
  -q --quiet | Print names and nothing else

compose wait SERVICE [SERVICE...] [OPTIONS] | Wait until containers of services have stopped.
  --down-project | Remove the project when the first container stops
  --dry-run | Show what would be done and do nothing

compose watch [SERVICE...] | Follow changes of files, build again and renew containers
  --dry-run | Show what would be done and do nothing
  --no-up | Do not build and start services first
  --prune =true | Remove images that lose their name
  --quiet | do not show how it builds
`
