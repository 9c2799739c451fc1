package vfs

// Errno is why the kernel refused a call. Its text is the one strerror gives,
// so that programs may print it as their real counterparts do.
type Errno string

// The errors a file tree or the machine around it can give. Source: errno(3).
const (
	EPERM     Errno = "Operation not permitted"
	ENOENT    Errno = "No such file or directory"
	ESRCH     Errno = "No such process"
	EBADF     Errno = "Bad file descriptor"
	ECHILD    Errno = "No child processes"
	EAGAIN    Errno = "Resource temporarily unavailable"
	ENOMEM    Errno = "Cannot allocate memory"
	EACCES    Errno = "Permission denied"
	EBUSY     Errno = "Device or resource busy"
	EEXIST    Errno = "File exists"
	EXDEV     Errno = "Invalid cross-device link"
	ENOTDIR   Errno = "Not a directory"
	EISDIR    Errno = "Is a directory"
	EINVAL    Errno = "Invalid argument"
	ENOTTY    Errno = "Inappropriate ioctl for device"
	EFBIG     Errno = "File too large"
	ENOSPC    Errno = "No space left on device"
	EROFS     Errno = "Read-only file system"
	EPIPE     Errno = "Broken pipe"
	ENOEXEC   Errno = "Exec format error"
	ELOOP     Errno = "Too many levels of symbolic links"
	ENOTEMPTY Errno = "Directory not empty"
	E2BIG     Errno = "Argument list too long"

	ENOTSOCK      Errno = "Socket operation on non-socket"
	EADDRINUSE    Errno = "Address already in use"
	EADDRNOTAVAIL Errno = "Cannot assign requested address"
	ENETUNREACH   Errno = "Network is unreachable"
	EHOSTUNREACH  Errno = "No route to host"
	ECONNREFUSED  Errno = "Connection refused"
	ECONNRESET    Errno = "Connection reset by peer"
	ETIMEDOUT     Errno = "Connection timed out"
	ENOTCONN      Errno = "Transport endpoint is not connected"
)

// Error is the text of strerror(3).
func (e Errno) Error() string { return string(e) }
