/*
 * Stands between a program and its disk (LD_PRELOAD), for files below one folder.
 *
 * Power cut: RETAILSYNC_DISK_FOLDER is watched, RETAILSYNC_DISK_SHADOW holds what a disk would hold if the power went now: a range that was written reaches the shadow only
 * when its file is synchronised. To cut the power: kill the process, and start the next one on the shadow.
 * Full disk: while the file RETAILSYNC_DISK_FULL exists, whatever would make a watched file longer or write into it fails with ENOSPC.
 *
 * Kinder than a disk in two ways, both on purpose: names (create, rename, unlink) are kept at once as soon as the file itself is, and a range is never torn.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 65536

struct range { off_t from, to; struct range *next; };
struct file { char path[PATH_MAX]; struct range *dirty; off_t cut; int handles; int gone; struct file *next; };

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static struct file *files;
static struct file *by_handle[MOST_FILES];
static char folder[PATH_MAX], shadow[PATH_MAX], full[PATH_MAX];
static size_t folder_length;
static int is_on;

static int (*real_open)(const char *, int, ...);
static int (*real_openat)(int, const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static ssize_t (*real_pwritev)(int, const struct iovec *, int, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_rename)(const char *, const char *);
static int (*real_link)(const char *, const char *);
static int (*real_unlink)(const char *);
static int (*real_fallocate)(int, off_t, off_t);

__attribute__((constructor)) static void begin(void)
{
    const char *value;
    real_open = dlsym(RTLD_NEXT, "open");
    real_openat = dlsym(RTLD_NEXT, "openat");
    real_close = dlsym(RTLD_NEXT, "close");
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_writev = dlsym(RTLD_NEXT, "writev");
    real_pwritev = dlsym(RTLD_NEXT, "pwritev64");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_rename = dlsym(RTLD_NEXT, "rename");
    real_link = dlsym(RTLD_NEXT, "link");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_fallocate = dlsym(RTLD_NEXT, "posix_fallocate64");
    if ((value = getenv("RETAILSYNC_DISK_FOLDER")) == NULL)
        return;
    snprintf(folder, sizeof folder, "%s", value);
    folder_length = strlen(folder);
    if ((value = getenv("RETAILSYNC_DISK_SHADOW")) != NULL)
        snprintf(shadow, sizeof shadow, "%s", value);
    if ((value = getenv("RETAILSYNC_DISK_FULL")) != NULL)
        snprintf(full, sizeof full, "%s", value);
    is_on = 1;
}

static int is_watched(const char *path)
{
    return is_on && path != NULL && strncmp(path, folder, folder_length) == 0 && path[folder_length] == '/';
}

static int is_full(int handle)
{
    struct stat ignored;
    return is_on && handle >= 0 && handle < MOST_FILES && by_handle[handle] != NULL && full[0] != 0 && stat(full, &ignored) == 0;
}

static void shadow_path(const char *path, char *into)
{
    snprintf(into, PATH_MAX, "%s%s", shadow, path + folder_length);
}

static void make_parents(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        mkdir(path, 0755);
        *slash = '/';
    }
}

static void drop_dirty(struct file *one)
{
    while (one->dirty != NULL) {
        struct range *next = one->dirty->next;
        free(one->dirty);
        one->dirty = next;
    }
}

static struct file *find(const char *path)
{
    struct file *one = files;
    while (one != NULL && (one->gone || strcmp(one->path, path) != 0))
        one = one->next;
    return one;
}

static void opened(int handle, const char *path, int flags)
{
    if (handle < 0 || handle >= MOST_FILES || !is_watched(path) || (flags & O_DIRECTORY))
        return;
    pthread_mutex_lock(&gate);
    struct file *one = find(path);
    if (one == NULL) {
        one = calloc(1, sizeof *one);
        snprintf(one->path, sizeof one->path, "%s", path);
        one->cut = -1;
        one->next = files;
        files = one;
    }
    if (flags & O_TRUNC) {
        drop_dirty(one);
        one->cut = 0;
    }
    by_handle[handle] = one;
    pthread_mutex_unlock(&gate);
}

/* With the gate held. Neighbouring and overlapping ranges at the list's head become one: writes mostly go on where the last one ended. */
static void dirtied(struct file *one, off_t from, off_t to)
{
    struct range *head = one->dirty;
    if (head != NULL && from <= head->to && to >= head->from) {
        if (from < head->from) head->from = from;
        if (to > head->to) head->to = to;
        return;
    }
    struct range *range = malloc(sizeof *range);
    range->from = from;
    range->to = to;
    range->next = head;
    one->dirty = range;
}

/*
 * With the gate held. What is read here is what has been written so far, as the disk would see it. It is read through the caller's own handle where that can be: closing a
 * second one would give up the process's locks on the file (POSIX, fcntl).
 */
static void keep(struct file *one, int handle)
{
    char path[PATH_MAX], block[65536];
    if (shadow[0] == 0 || one->gone)
        return;
    int is_readable = (fcntl(handle, F_GETFL) & O_ACCMODE) != O_WRONLY;
    int from = is_readable ? handle : real_open(one->path, O_RDONLY | O_CLOEXEC);
    if (from < 0)
        return;
    shadow_path(one->path, path);
    make_parents(path);
    int to = real_open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (to < 0)
        abort();
    if (one->cut >= 0) {
        struct stat now;
        if (fstat(to, &now) == 0 && now.st_size > one->cut && real_ftruncate(to, one->cut) != 0)
            abort();
        one->cut = -1;
    }
    for (struct range *range = one->dirty; range != NULL; range = range->next) {
        for (off_t at = range->from; at < range->to;) {
            size_t length = range->to - at > (off_t)sizeof block ? sizeof block : (size_t)(range->to - at);
            ssize_t count = pread(from, block, length, at);
            if (count <= 0)
                break;
            if (real_pwrite(to, block, (size_t)count, at) != count)
                abort();
            at += count;
        }
    }
    drop_dirty(one);
    if (!is_readable)
        real_close(from);
    real_close(to);
}

static int open_any(int directory, const char *path, int flags, mode_t mode)
{
    struct stat ignored;
    if ((flags & O_CREAT) && is_watched(path) && full[0] != 0 && stat(full, &ignored) == 0 && stat(path, &ignored) != 0) {
        errno = ENOSPC;
        return -1;
    }
    int handle = directory == AT_FDCWD ? real_open(path, flags, mode) : real_openat(directory, path, flags, mode);
    opened(handle, path, flags);
    return handle;
}

#define MODE(last) mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, last); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { MODE(flags) return open_any(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return open_any(AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int directory, const char *path, int flags, ...) { MODE(flags) return open_any(directory, path, flags, mode); }
int openat64(int directory, const char *path, int flags, ...) { MODE(flags) return open_any(directory, path, flags | O_LARGEFILE, mode); }

int close(int handle)
{
    if (is_on && handle >= 0 && handle < MOST_FILES)
        by_handle[handle] = NULL;
    return real_close(handle);
}

static int refuses(int handle)
{
    if (!is_full(handle))
        return 0;
    errno = ENOSPC;
    return 1;
}

static void wrote(int handle, off_t at, ssize_t count)
{
    if (!is_on || count <= 0 || handle < 0 || handle >= MOST_FILES || by_handle[handle] == NULL)
        return;
    pthread_mutex_lock(&gate);
    struct file *one = by_handle[handle];
    if (one != NULL) {
        if (at < 0)
            at = lseek(handle, 0, SEEK_CUR) - count;
        dirtied(one, at, at + count);
    }
    pthread_mutex_unlock(&gate);
}

ssize_t write(int handle, const void *bytes, size_t length)
{
    if (refuses(handle)) return -1;
    ssize_t count = real_write(handle, bytes, length);
    wrote(handle, -1, count);
    return count;
}

ssize_t pwrite64(int handle, const void *bytes, size_t length, off_t at)
{
    if (refuses(handle)) return -1;
    ssize_t count = real_pwrite(handle, bytes, length, at);
    wrote(handle, at, count);
    return count;
}

ssize_t pwrite(int handle, const void *bytes, size_t length, off_t at) { return pwrite64(handle, bytes, length, at); }

ssize_t writev(int handle, const struct iovec *parts, int number)
{
    if (refuses(handle)) return -1;
    ssize_t count = real_writev(handle, parts, number);
    wrote(handle, -1, count);
    return count;
}

ssize_t pwritev64(int handle, const struct iovec *parts, int number, off_t at)
{
    if (refuses(handle)) return -1;
    ssize_t count = real_pwritev(handle, parts, number, at);
    wrote(handle, at, count);
    return count;
}

ssize_t pwritev(int handle, const struct iovec *parts, int number, off_t at) { return pwritev64(handle, parts, number, at); }

int posix_fallocate64(int handle, off_t at, off_t length)
{
    if (is_full(handle)) return ENOSPC;
    int code = real_fallocate(handle, at, length);
    if (code == 0) wrote(handle, at, length);
    return code;
}

int posix_fallocate(int handle, off_t at, off_t length) { return posix_fallocate64(handle, at, length); }

int ftruncate64(int handle, off_t length)
{
    int code = real_ftruncate(handle, length);
    if (code == 0 && is_on && handle >= 0 && handle < MOST_FILES && by_handle[handle] != NULL) {
        pthread_mutex_lock(&gate);
        struct file *one = by_handle[handle];
        if (one != NULL && (one->cut < 0 || length < one->cut))
            one->cut = length;
        pthread_mutex_unlock(&gate);
    }
    return code;
}

int ftruncate(int handle, off_t length) { return ftruncate64(handle, length); }

static int synchronise(int handle, int (*real)(int))
{
    if (!is_on || handle < 0 || handle >= MOST_FILES || by_handle[handle] == NULL)
        return real(handle);
    if (refuses(handle)) return -1;
    /* The copy is what counts as the disk here; the real disk is spared. */
    pthread_mutex_lock(&gate);
    if (by_handle[handle] != NULL)
        keep(by_handle[handle], handle);
    pthread_mutex_unlock(&gate);
    return shadow[0] != 0 ? 0 : real(handle);
}

int fsync(int handle) { return synchronise(handle, real_fsync); }
int fdatasync(int handle) { return synchronise(handle, real_fdatasync); }

int rename(const char *from, const char *to)
{
    int code = real_rename(from, to);
    if (code == 0 && is_watched(from) && is_watched(to)) {
        char shadow_from[PATH_MAX], shadow_to[PATH_MAX];
        pthread_mutex_lock(&gate);
        struct file *old = find(to);
        if (old != NULL) old->gone = 1;
        struct file *one = find(from);
        if (one != NULL) snprintf(one->path, sizeof one->path, "%s", to);
        if (shadow[0] != 0) {
            shadow_path(from, shadow_from);
            shadow_path(to, shadow_to);
            real_rename(shadow_from, shadow_to);
        }
        pthread_mutex_unlock(&gate);
    }
    return code;
}

int link(const char *from, const char *to)
{
    int code = real_link(from, to);
    if (code == 0 && shadow[0] != 0 && is_watched(from) && is_watched(to)) {
        char shadow_from[PATH_MAX], shadow_to[PATH_MAX];
        shadow_path(from, shadow_from);
        shadow_path(to, shadow_to);
        real_link(shadow_from, shadow_to);
    }
    return code;
}

int unlink(const char *path)
{
    int code = real_unlink(path);
    if (code == 0 && is_watched(path)) {
        char shadowed[PATH_MAX];
        pthread_mutex_lock(&gate);
        struct file *one = find(path);
        if (one != NULL) one->gone = 1;
        if (shadow[0] != 0) {
            shadow_path(path, shadowed);
            real_unlink(shadowed);
        }
        pthread_mutex_unlock(&gate);
    }
    return code;
}
