//! Who may open a sealed file: public keys of age, or a passphrase.

use std::{
    fs::File,
    io::{BufReader, Write},
    path::Path,
};

use age::{
    DecryptError, Identity, IdentityFile, Recipient, scrypt,
    secrecy::{ExposeSecret, SecretString},
    x25519,
};

use super::{Error, sealed::private, sync_folder};

/// Least characters of a passphrase: whoever has the file can try as often as they like.
const SHORTEST: usize = 16;
/// The work of one try at a passphrase, as a power of two: about a second and 256 MB.
const WORK: u8 = 18;

/// What a file is sealed with.
pub struct Lock(Vec<Box<dyn Recipient + Send + Sync>>);

impl Lock {
    /// For the owners of some public keys, any of whom can open it.
    ///
    /// # Errors
    /// [`Error::BadRecipient`], and [`Error::NoLock`] without any.
    pub fn of_recipients<S: AsRef<str>>(keys: &[S]) -> Result<Self, Error> {
        let recipient = |key: &S| {
            let given = key.as_ref().trim();
            let parsed = given.parse::<x25519::Recipient>();
            let recipient = parsed.map_err(|_| Error::BadRecipient {
                given: given.to_owned(),
            })?;
            Ok(Box::new(recipient) as Box<dyn Recipient + Send + Sync>)
        };
        let recipients: Vec<_> = keys.iter().map(recipient).collect::<Result<_, Error>>()?;
        if recipients.is_empty() {
            return Err(Error::NoLock);
        }
        Ok(Self(recipients))
    }

    /// For whoever knows a passphrase.
    ///
    /// # Errors
    /// [`Error::ShortPassphrase`].
    pub fn of_passphrase(passphrase: &str) -> Result<Self, Error> {
        let mut recipient = scrypt::Recipient::new(long_enough(passphrase)?);
        recipient.set_work_factor(WORK);
        Ok(Self(vec![Box::new(recipient)]))
    }

    pub(super) fn recipients(&self) -> impl Iterator<Item = &dyn Recipient> {
        self.0.iter().map(|one| &**one as &dyn Recipient)
    }
}

/// What opens a sealed file.
pub struct Keys(Vec<Box<dyn Identity + Send + Sync>>);

impl Keys {
    /// The secret keys in a file, as `age-keygen` and [`new_identity`] write it.
    ///
    /// # Errors
    /// [`Error::BadIdentity`], and whatever keeps it from being read.
    pub fn in_file(file: &Path) -> Result<Self, Error> {
        let bad = || Error::BadIdentity {
            file: file.display().to_string(),
        };
        let opened = File::open(file).map_err(|source| Error::of(file, source))?;
        let read = IdentityFile::from_buffer(BufReader::new(opened)).map_err(|_| bad())?;
        let keys = read.into_identities().map_err(|_: DecryptError| bad())?;
        if keys.is_empty() {
            return Err(bad());
        }
        Ok(Self(keys))
    }

    /// A passphrase.
    ///
    /// # Errors
    /// [`Error::ShortPassphrase`].
    pub fn of_passphrase(passphrase: &str) -> Result<Self, Error> {
        let mut identity = scrypt::Identity::new(long_enough(passphrase)?);
        // What a stranger's file asks for is bounded: 1 GB and some seconds.
        identity.set_max_work_factor(WORK + 2);
        Ok(Self(vec![Box::new(identity)]))
    }

    pub(super) fn identities(&self) -> impl Iterator<Item = &dyn Identity> {
        self.0.iter().map(|one| &**one as &dyn Identity)
    }
}

fn long_enough(passphrase: &str) -> Result<SecretString, Error> {
    if passphrase.chars().count() < SHORTEST {
        return Err(Error::ShortPassphrase { shortest: SHORTEST });
    }
    Ok(SecretString::from(passphrase.to_owned()))
}

/// Writes a new secret key into a file for its owner's eyes only, and tells its public key.
///
/// # Errors
/// [`Error::Exists`]: a key is never written over, for backups may need it.
pub fn new_identity(file: &Path) -> Result<String, Error> {
    let of = |source| Error::of(file, source);
    let key = x25519::Identity::generate();
    let public = key.to_public().to_string();
    let mut written = private(file).map_err(of)?;
    writeln!(
        written,
        "# public key: {public}\n{}",
        key.to_string().expose_secret()
    )
    .and_then(|()| written.sync_all())
    .map_err(of)?;
    sync_folder(file)?;
    Ok(public)
}
