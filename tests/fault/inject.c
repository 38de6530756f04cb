#define _DEFAULT_SOURCE /* syscall */
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "die.h"
#include "inject.h"

/* A byte that a descriptor goes with from one process to another. */
struct parcel {
	char byte;
	struct iovec data;
	_Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))];
	struct msghdr message;
};

static void
parcel_init(struct parcel *p)
{
	*p = (struct parcel){ .data = { &p->byte, 1 } };
	p->message = (struct msghdr){ .msg_iov = &p->data,
		.msg_iovlen = 1,
		.msg_control = p->control,
		.msg_controllen = sizeof(p->control) };
}

/* ---- in the child */

static int
install(const struct inject *in)
{
	unsigned also = (unsigned)(in->also != 0 ? in->also : in->number);
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
		    offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)in->number, 2, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, also, 1, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execve, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(filter) / sizeof(filter[0]),
		filter };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL) == -1)
		return -1;
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
	    SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
}

bool
inject_works(void)
{
	const struct inject any = { .number = SYS_execve };
	pid_t pid = fork();
	int status;

	if (pid == 0)
		_exit(install(&any) == -1);
	return pid != -1 && waitpid(pid, &status, 0) == pid && status == 0;
}

/* Nothing but sendmsg between the filter and execve: the parent answers only
 * when it has the descriptor. */
void
inject_install(const struct inject *in, int socket)
{
	struct cmsghdr *header;
	struct parcel p;
	int fd = install(in);

	parcel_init(&p);
	header = CMSG_FIRSTHDR(&p.message);
	header->cmsg_len = CMSG_LEN(sizeof(fd));
	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	memcpy(CMSG_DATA(header), &fd, sizeof(fd));
	if (fd == -1 || sendmsg(socket, &p.message, 0) != 1)
		die("cannot filter", "system calls");
}

/* ---- in the parent */

void
inject_begin(struct inject *in, int socket, pid_t pid)
{
	struct parcel p;

	in->pid = pid;
	in->seen = 0;
	in->hit = false;
	parcel_init(&p);
	if (recvmsg(socket, &p.message, MSG_CMSG_CLOEXEC) != 1 ||
	    CMSG_FIRSTHDR(&p.message) == NULL)
		die("cannot filter", "system calls");
	memcpy(&in->fd, CMSG_DATA(CMSG_FIRSTHDR(&p.message)), sizeof(in->fd));
	close(socket);
}

/* Counts what the program calls, and whether it is the call that is meant, or
 * one that fails with it. */
static bool
is_to_fail(struct inject *in, const struct seccomp_notif *asked)
{
	if ((pid_t)asked->pid != in->pid)
		return false;
	if (asked->data.nr == SYS_execve)
		in->seen = 0; /* what came before was not the program's */
	else if (asked->data.nr == in->number)
		in->seen++;
	else
		return true;
	in->hit = in->hit || in->seen == in->nth;
	return in->seen == in->nth || (in->onward && in->hit);
}

static void
answer(struct inject *in, const struct seccomp_notif *asked)
{
	struct seccomp_notif_resp say = { .id = asked->id,
		.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE };

	if (is_to_fail(in, asked)) {
		if (in->error == 0) {
			kill(in->pid, SIGKILL);
			return;
		}
		say.flags = 0;
		say.error = -in->error;
	}
	if (ioctl(in->fd, SECCOMP_IOCTL_NOTIF_SEND, &say) == -1 &&
	    errno != ENOENT) /* it was killed meanwhile */
		die("cannot answer", "the kernel");
}

void
inject_answer(struct inject *in)
{
	struct seccomp_notif asked = { 0 };
	struct pollfd p = { .fd = in->fd, .events = POLLIN };

	if (poll(&p, 1, 0) == 1 && (p.revents & POLLIN) != 0) {
		if (ioctl(in->fd, SECCOMP_IOCTL_NOTIF_RECV, &asked) == 0)
			answer(in, &asked);
		else if (errno != ENOENT && errno != EINTR)
			die("cannot ask", "the kernel");
	} else if (p.revents != 0) {
		close(in->fd);
		in->fd = -1;
	}
}
