//! Network drives are refused: they promise neither that a commit is on a disk nor that a lock is one's own.

use std::path::Path;

use super::JournalError;

/// Makes sure that a folder is on a disk of this computer. Where the system does not tell, it is taken for one.
pub(super) fn refuse(folder: &Path) -> Result<(), JournalError> {
    let path = std::fs::canonicalize(folder)?;
    match drive(&path) {
        Some(kind) => Err(JournalError::NetworkDrive(format!("{} ({kind})", folder.display()))),
        None => Ok(()),
    }
}

#[cfg(target_os = "linux")]
fn drive(path: &Path) -> Option<String> {
    mounted(&std::fs::read_to_string("/proc/self/mountinfo").ok()?, path)
}

#[cfg(target_os = "macos")]
fn drive(path: &Path) -> Option<String> {
    let told = std::process::Command::new("/sbin/mount").output().ok()?;
    listed(&String::from_utf8_lossy(&told.stdout), path)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn drive(path: &Path) -> Option<String> {
    shared(&path.to_string_lossy())
}

/// Windows names a folder of another computer so, under a drive's letter too.
#[cfg(any(test, not(any(target_os = "linux", target_os = "macos"))))]
fn shared(canonical: &str) -> Option<String> {
    canonical.starts_with(r"\\?\UNC\").then(|| "a shared folder".to_owned())
}

/// The kind of network drive that a path is on, by Linux's list of what is mounted where.
#[cfg(any(test, target_os = "linux"))]
fn mounted(list: &str, path: &Path) -> Option<String> {
    let mounts = list.lines().filter_map(|line| {
        let (mount, file_system) = line.split_once(" - ")?;
        let point = unescaped(mount.split(' ').nth(4)?);
        let mut words = file_system.split(' ');
        let (kind, options) = (words.next()?, words.nth(1).unwrap_or_default());
        path.starts_with(&point).then_some((point.len(), kind, options))
    });
    // Of two at the same place the later one hides the earlier.
    let (_, kind, options) = mounts.max_by_key(|(length, ..)| *length)?;
    is_network(kind, options).then(|| kind.to_owned())
}

/// Spaces and the like, as Linux writes them there.
#[cfg(any(test, target_os = "linux"))]
fn unescaped(point: &str) -> String {
    [(r"\040", " "), (r"\011", "\t"), (r"\012", "\n"), (r"\134", r"\")]
        .iter()
        .fold(point.to_owned(), |point, (code, sign)| point.replace(code, sign))
}

/// The same by what the Mac's `mount` says: `//mo@server/share on /Volumes/share (smbfs, nodev)`.
#[cfg(any(test, target_os = "macos"))]
fn listed(list: &str, path: &Path) -> Option<String> {
    let mounts = list.lines().filter_map(|line| {
        let (mount, about) = line.rsplit_once(" (")?;
        let (_, point) = mount.split_once(" on ")?;
        let kind = about.trim_end_matches(')').split(',').next()?;
        path.starts_with(point).then_some((point.len(), kind))
    });
    let (_, kind) = mounts.max_by_key(|(length, _)| *length)?;
    is_network(kind, "").then(|| kind.to_owned())
}

/// Whether a file system is another computer's, by its name.
#[cfg(any(test, target_os = "linux", target_os = "macos"))]
fn is_network(kind: &str, options: &str) -> bool {
    const KINDS: [&str; 14] = [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "afs",
        "afpfs",
        "webdav",
        "davfs",
        "ncpfs",
        "ceph",
        "lustre",
        "glusterfs",
        "drvfs",
    ];
    const FUSE: [&str; 8] = ["sshfs", "rclone", "gvfsd-fuse", "davfs2", "glusterfs", "s3fs", "curlftpfs", "smbnetfs"];
    match kind {
        // A virtual machine or a sandbox has its own disk by this, Windows' subsystem for Linux all of Windows' drives.
        "9p" => options.split(',').any(|it| it.starts_with("aname=drvfs") || it == "trans=tcp"),
        _ => KINDS.contains(&kind) || kind.strip_prefix("fuse.").is_some_and(|kind| FUSE.contains(&kind)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINUX: &str = "\
22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
23 22 0:21 / /home rw,relatime shared:7 - nfs4 files.example.com:/home rw,vers=4.2
24 23 8:2 / /home/mo/own\\040disk rw - btrfs /dev/sdb1 rw
25 22 0:44 / /mnt/c rw,noatime - 9p C:\\134 rw,dirsync,aname=drvfs;path=C:\\;uid=1000,trans=fd
26 22 0:45 / /mnt/host rw - 9p host rw,trans=virtio
27 22 0:46 / /mnt/ssh rw - fuse.sshfs server:/x rw
28 22 0:47 / /mnt/key rw - fuse.ntfs-3g /dev/sdc1 rw
29 22 0:48 / /mnt/share rw - ext4 /dev/sdd1 rw
30 29 0:49 / /mnt/share rw - cifs //server/share rw
nonsense";

    const MAC: &str = "\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled)
//mo@server/team on /Volumes/team (smbfs, nodev, nosuid, mounted by mo)
server:/x on /Volumes/a (b) (nfs)";

    #[test]
    fn another_computers_disk_is_known_by_how_it_is_mounted() {
        for (path, expected) in [
            ("/var/lib/skillsheet", None),
            ("/home/mo/.local/share/skillsheet", Some("nfs4")),
            ("/home/mo/own disk/skillsheet", None),
            ("/homes", None),
            ("/mnt/c/Users/mo", Some("9p")),
            ("/mnt/host/mo", None),
            ("/mnt/ssh/mo", Some("fuse.sshfs")),
            ("/mnt/key", None),
            ("/mnt/share/mo", Some("cifs")),
        ] {
            assert_eq!(mounted(LINUX, Path::new(path)).as_deref(), expected, "{path}");
        }
        for (path, expected) in [
            ("/Users/mo/Library", None),
            ("/Volumes/team/mo", Some("smbfs")),
            ("/Volumes/a (b)/mo", Some("nfs")),
            ("/Volumes/teams", None),
        ] {
            assert_eq!(listed(MAC, Path::new(path)).as_deref(), expected, "{path}");
        }
        assert!(shared(r"\\?\UNC\server\profiles$\mo").is_some() && shared(r"\\?\C:\Users\mo").is_none());
    }

    #[test]
    fn this_computers_own_disk_is_taken() {
        let folder = tempfile::TempDir::new().unwrap();
        assert_eq!(refuse(folder.path()), Ok(()));
        let refused = JournalError::NetworkDrive("/home/mo (nfs4)".into());
        assert!(refused.to_string().contains("/home/mo (nfs4)") && refused.hint().contains("SKILLSHEET_DATA_DIR"));
    }
}
