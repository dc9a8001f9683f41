//! Sealing and opening: the bytes come back, and nothing that was changed does.

use std::fs;

use super::*;
use crate::backup::new_identity;

/// A folder with a key and its public key.
fn with_key() -> (tempfile::TempDir, Lock, Keys) {
    let folder = tempfile::tempdir().unwrap();
    let public = new_identity(&folder.path().join("key")).unwrap();
    let keys = Keys::in_file(&folder.path().join("key")).unwrap();
    (folder, Lock::of_recipients(&[public]).unwrap(), keys)
}

/// Seals some bytes as `sealed` in a folder.
fn sealed(folder: &Path, bytes: &[u8], lock: &Lock) -> PathBuf {
    let (plain, file) = (folder.join("plain"), folder.join("sealed"));
    fs::write(&plain, bytes).unwrap();
    let ready = seal(&plain, &file, lock, Replacing::Refused).unwrap();
    ready.keep(Replacing::Refused).unwrap();
    file
}

#[test]
fn what_was_sealed_comes_out_byte_for_byte() {
    let (folder, lock, keys) = with_key();
    let mut bytes: Vec<u8> = (0..300_000_u32)
        .flat_map(|i| i.wrapping_mul(i).to_le_bytes())
        .collect();
    bytes.resize(bytes.len() + 200_000, 0);
    let file = sealed(folder.path(), &bytes, &lock);

    let length = open(&file, &folder.path().join("out"), &keys).unwrap();

    assert_eq!(length, bytes.len() as u64);
    assert_eq!(fs::read(folder.path().join("out")).unwrap(), bytes);
}

#[test]
fn the_digest_told_is_that_of_the_file() {
    let (folder, lock, _) = with_key();
    let plain = folder.path().join("plain");
    fs::write(&plain, b"a few words").unwrap();
    let file = folder.path().join("sealed");

    let ready = seal(&plain, &file, &lock, Replacing::Refused).unwrap();
    let (bytes, sha256) = (ready.bytes, ready.sha256.clone());
    ready.keep(Replacing::Refused).unwrap();

    let written = fs::read(&file).unwrap();
    let digest = Sha256::digest(&written);
    assert_eq!(bytes, written.len() as u64);
    assert_eq!(sha256.len(), 64);
    for (at, byte) in digest.iter().enumerate() {
        assert_eq!(
            u8::from_str_radix(&sha256[2 * at..2 * at + 2], 16),
            Ok(*byte)
        );
    }
}

#[test]
fn every_changed_byte_every_cut_and_every_addition_is_refused() {
    let (folder, lock, keys) = with_key();
    let file = sealed(folder.path(), b"the record of one household", &lock);
    let whole = fs::read(&file).unwrap();
    let (broken, out) = (folder.path().join("broken"), folder.path().join("out"));
    let mut opened = Vec::new();
    let mut try_with = |what: String, bytes: &[u8]| {
        fs::write(&broken, bytes).unwrap();
        if open(&broken, &out, &keys).is_ok() {
            opened.push(what);
        }
        fs::remove_file(&out).ok();
    };

    for at in 0..whole.len() {
        for bit in [0_u8, 3, 7] {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << bit;
            try_with(format!("bit {bit} of byte {at} turned"), &bytes);
        }
        try_with(format!("cut after {at}"), &whole[..at]);
    }
    for added in 1..40 {
        let longer = [whole.clone(), vec![0; added]].concat();
        try_with(format!("{added} bytes added"), &longer);
    }

    assert!(opened.is_empty(), "{opened:?}");
}

#[test]
fn another_key_is_told_from_damage() {
    let (folder, lock, _) = with_key();
    let file = sealed(folder.path(), b"words", &lock);
    new_identity(&folder.path().join("other")).unwrap();
    let other = Keys::in_file(&folder.path().join("other")).unwrap();
    fs::write(folder.path().join("text"), "no backup at all").unwrap();
    let out = folder.path().join("out");

    let of_key = open(&file, &out, &other).unwrap_err();
    let of_text = open(&folder.path().join("text"), &out, &other).unwrap_err();

    assert!(matches!(of_key, Error::WrongKey { .. }), "{of_key:?}");
    assert!(matches!(of_text, Error::Damaged { .. }), "{of_text:?}");
    assert!(!out.exists());
}

#[test]
fn a_passphrase_opens_what_it_sealed_and_no_other_does() {
    let folder = tempfile::tempdir().unwrap();
    let lock = Lock::of_passphrase("seventeen letters").unwrap();
    let file = sealed(folder.path(), b"words", &lock);
    let out = folder.path().join("out");

    let right = Keys::of_passphrase("seventeen letters").unwrap();
    let wrong = Keys::of_passphrase("seventeen Letters").unwrap();

    assert!(matches!(
        open(&file, &out, &wrong),
        Err(Error::WrongKey { .. })
    ));
    assert_eq!(open(&file, &out, &right).unwrap(), 5);
    assert!(matches!(
        Lock::of_passphrase("short"),
        Err(Error::ShortPassphrase { .. })
    ));
}

#[test]
fn a_file_of_that_name_is_replaced_only_when_that_was_asked() {
    let (folder, lock, keys) = with_key();
    let file = sealed(folder.path(), b"first", &lock);
    let plain = folder.path().join("plain");
    fs::write(&plain, b"second").unwrap();

    let refused = seal(&plain, &file, &lock, Replacing::Refused).unwrap_err();
    let ready = seal(&plain, &file, &lock, Replacing::Allowed).unwrap();
    ready.keep(Replacing::Allowed).unwrap();

    assert!(matches!(refused, Error::Exists { .. }), "{refused:?}");
    let out = folder.path().join("out");
    open(&file, &out, &keys).unwrap();
    assert_eq!(fs::read(out).unwrap(), b"second");
    let names = fs::read_dir(folder.path()).unwrap();
    let left = names.filter(|name| {
        let name = name.as_ref().unwrap().file_name();
        name.to_string_lossy().ends_with(".part")
    });
    assert_eq!(left.count(), 0, "nothing half-written stays");
}
