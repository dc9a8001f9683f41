//! Visits that a device closed with this server's public key: opened, checked, and stored as any other.
//!
//! HPKE in base mode (RFC 9180): DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, what every browser's
//! own cryptography can do. The private key is worked out of the key of the installation and stands nowhere.
//! What is sealed names its author, so that the next one at the same device cannot send it as their own.

use hpke::{
    Deserializable, Kem, OpModeR, Serializable, aead::AesGcm256, kdf::HkdfSha256,
    kem::DhP256HkdfSha256, single_shot_open,
};
use serde::{Deserialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{AddedFile, AddedVisit, Error, FilePlace, Jalon, NewFile, NewVisit};
use crate::{
    domain::{Act, Person, VisitId, hex},
    store::Sent,
};

/// How a sealed thing begins: its form and version.
const MAGIC: &[u8; 4] = b"JLS1";
/// Bytes of the key's name after it.
const NAME_BYTES: usize = 8;
/// Bytes of the sender's one-time public key after that: an uncompressed point.
const POINT_BYTES: usize = 65;
/// What the seal is for: one of a photo opens no visit.
const OF_VISIT: &[u8] = b"jalon sealed visit 1";
const OF_PHOTO: &[u8] = b"jalon sealed photo 1";
/// So that the key of seals is nothing that was signed or marked with the installation's.
const FOR_SEALS: &[u8] = b"jalon key of sealed visits 1";

/// What a device seals visits with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitLock {
    /// The key's name: the beginning of its digest, in hexadecimal digits.
    pub id: String,
    /// The public key: an uncompressed point on P-256.
    pub public_key: Vec<u8>,
}

/// Why something sealed was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealedError {
    /// It is not what it was when it was sealed, or never was.
    #[error(
        "it cannot be opened: it was changed or cut on its way, or is not sealed; nothing was stored, send it again"
    )]
    Damaged,
    /// The server has another key than the device knew.
    #[error(
        "it was sealed for another key than this server's; nothing was stored, seal it again with the key of /api/visits/lock"
    )]
    OtherKey,
    /// Somebody else made it.
    #[error(
        "another account made it; nothing was stored, whoever made it can sign in here and send it"
    )]
    OtherAuthor,
}

/// What stands in a sealed visit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SealedVisit {
    /// The account that made it; none where there are no accounts.
    author: Option<String>,
    /// Code of the settlement.
    settlement: String,
    visit: NewVisit,
}

/// What stands before the bytes of a sealed photo, after its own length in four bytes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SealedPhoto {
    author: Option<String>,
    settlement: String,
    /// Which visit it belongs to.
    visit: Uuid,
    /// What it is called.
    name: String,
}

impl Jalon {
    /// What a device seals visits with.
    ///
    /// # Errors
    /// When the key of the installation cannot be read.
    pub fn visit_lock(&self) -> Result<VisitLock, Error> {
        let (_, public) = self.keys_of_seals()?;
        let public_key = public.to_bytes().to_vec();
        Ok(VisitLock {
            id: hex(&name_of(&public_key)),
            public_key,
        })
    }

    /// Opens a sealed visit and adds it to its settlement, whose code comes back with it. Sent again it
    /// is stored once.
    ///
    /// # Errors
    /// [`SealedError`]; a settlement that may not be written; whatever keeps the visit from being added.
    pub async fn add_sealed_visit(
        &self,
        sealed: &[u8],
        person: &Person,
    ) -> Result<(String, AddedVisit), Error> {
        let opened = self.opened(sealed, OF_VISIT)?;
        let given: SealedVisit = read(&opened)?;
        self.made_by(given.author.as_deref(), person)?;
        self.may_go_to(&given.settlement, (person, Act::Write))?;
        let added = self
            .add_visit(&given.settlement, given.visit, &person.name)
            .await?;
        Ok((given.settlement, added))
    }

    /// Opens a sealed photo and adds it to its visit, which was sent before. Sent again it is stored once, and not
    /// again where somebody removed it meanwhile.
    ///
    /// # Errors
    /// [`SealedError`]; a visit that is not there; whatever keeps the photo from being taken in.
    pub async fn add_sealed_photo(
        &self,
        sealed: &[u8],
        person: &Person,
    ) -> Result<AddedFile, Error> {
        let opened = self.opened(sealed, OF_PHOTO)?;
        let (head, bytes) = photo_parts(&opened).ok_or(SealedError::Damaged)?;
        let given: SealedPhoto = read(head)?;
        self.made_by(given.author.as_deref(), person)?;
        self.may_go_to(&given.settlement, (person, Act::Write))?;
        let visit = VisitId(given.visit);
        self.visit_is_of(&given.settlement, visit).await?;
        let sent = NewFile {
            name: given.name,
            bytes: bytes.to_vec(),
        };
        let sent = (sent, Sent::FromQueue);
        self.take_in_file(&FilePlace::Visit(visit), sent, person)
            .await
    }

    fn opened(&self, sealed: &[u8], purpose: &[u8]) -> Result<Vec<u8>, Error> {
        let (private, public) = self.keys_of_seals()?;
        let named = (sealed.strip_prefix(MAGIC)).and_then(|rest| rest.split_at_checked(NAME_BYTES));
        let (name, rest) = named.ok_or(SealedError::Damaged)?;
        if name != name_of(&public.to_bytes()) {
            return Err(SealedError::OtherKey.into());
        }
        let (point, text) = rest
            .split_at_checked(POINT_BYTES)
            .ok_or(SealedError::Damaged)?;
        let damaged = |_| SealedError::Damaged;
        let point = <DhP256HkdfSha256 as Kem>::EncappedKey::from_bytes(point).map_err(damaged)?;
        let opened = single_shot_open::<AesGcm256, HkdfSha256, DhP256HkdfSha256>(
            &OpModeR::Base,
            &private,
            &point,
            purpose,
            text,
            &sealed[..MAGIC.len() + NAME_BYTES],
        );
        Ok(opened.map_err(damaged)?)
    }

    /// Whoever sends it must have made it.
    fn made_by(&self, author: Option<&str>, person: &Person) -> Result<(), Error> {
        if !self.has_accounts() || author == Some(person.name.as_str()) {
            return Ok(());
        }
        Err(SealedError::OtherAuthor.into())
    }

    fn keys_of_seals(&self) -> Result<KeyPair, Error> {
        let secret = self.seal.secret_for(FOR_SEALS)?;
        Ok(DhP256HkdfSha256::derive_keypair(&secret))
    }
}

type KeyPair = (
    <DhP256HkdfSha256 as Kem>::PrivateKey,
    <DhP256HkdfSha256 as Kem>::PublicKey,
);

fn name_of(public_key: &[u8]) -> [u8; NAME_BYTES] {
    let digest = Sha256::digest(public_key);
    std::array::from_fn(|at| digest[at])
}

/// The text about the photo, and its bytes.
fn photo_parts(opened: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = opened.split_first_chunk::<4>()?;
    rest.split_at_checked(u32::from_be_bytes(*length).try_into().ok()?)
}

fn read<T: DeserializeOwned>(opened: &[u8]) -> Result<T, Error> {
    let wrong = |error: serde_json::Error| Error::NoVisit {
        why: error.to_string(),
    };
    serde_json::from_slice(opened).map_err(wrong)
}
