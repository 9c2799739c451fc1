package docker

// laterTable are the flags of commands that are not simulated yet.
const laterTable = `
manifest annotate [OPTIONS] MANIFEST_LIST MANIFEST | -
  --arch string | Architecture it is for
  --os string | Operating system it is for
  --os-features strings | Feature of the operating system
  --os-version string | Version of the operating system
  --variant string | Variant of the architecture

manifest create MANIFEST_LIST MANIFEST [MANIFEST...] | -
  -a --amend | Add to a list that is there
  --insecure | Speak to a registry without TLS

manifest push [OPTIONS] MANIFEST_LIST | -
  --insecure | Send to a registry without TLS
  -p --purge | Remove the list here afterwards

manifest rm MANIFEST_LIST [MANIFEST_LIST...] | -
`
