// Package network is what a Docker host hands out to reach and be reached by:
// subnets from pools, addresses within a subnet, hardware addresses and ports.
// All of it is values and rules about them; who holds what is the engine's to
// know.
package network
