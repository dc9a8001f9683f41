//! Photos and documents beside the records: taken in, listed, opened, removed.
//!
//! Whoever may read what a file hangs on may open it, and whoever may write that may add and remove;
//! to all others the file is not there. A look at files about households or courts is written down first.

use std::sync::Arc;

use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Error, ErrorKind, Jalon, Look};
use crate::{
    access,
    domain::{
        Act, AttachedTo, Attachment, DataClass, FileKind, FileRemoval, Person, Register, Resource,
        SettlementId, VisitId, class_of_files, file_name, hex,
    },
    intake::{self, CleanFile, UnfitFile},
    store::Sent,
};

/// What a file hangs on, by the codes that people use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilePlace {
    /// An entry of a register.
    Entry(Register, String),
    /// A settlement.
    Settlement(String),
    /// A visit.
    Visit(VisitId),
}

/// A file as it is sent: nothing of it is believed.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// What it is called.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A file that was sent.
#[derive(Clone, Debug)]
pub struct AddedFile {
    /// As it is stored.
    pub file: Attachment,
    /// Whether it was stored now; the same file sent again is stored once.
    pub is_new: bool,
}

/// A file with its bytes.
#[derive(Clone, Debug)]
pub struct OpenedFile {
    /// What is known of it.
    pub file: Attachment,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A place that somebody may see.
struct Found {
    on: AttachedTo,
    class: DataClass,
    subject: String,
}

impl Jalon {
    /// Takes in a photo or a document. The same one sent to the same place again is stored once.
    ///
    /// # Errors
    /// A place that is not there or may not be written, a name with a path, a file that cannot be kept:
    /// nothing is stored then.
    pub async fn add_file(
        &self,
        place: &FilePlace,
        sent: NewFile,
        person: &Person,
    ) -> Result<AddedFile, Error> {
        self.take_in_file(place, (sent, Sent::ByHand), person).await
    }

    /// The same, where a device may send what was removed meanwhile: that stays removed.
    pub(super) async fn take_in_file(
        &self,
        place: &FilePlace,
        (sent, how): (NewFile, Sent),
        person: &Person,
    ) -> Result<AddedFile, Error> {
        self.refresh().await?;
        let found = self.found(place, (person, Act::Write)).await?;
        // A name that cannot be taken is told before the photo is unpacked.
        file_name(&sent.name, FileKind::Photo)?;
        let length = sent.bytes.len();
        let clean = match self.cleaned(sent.bytes).await {
            Err(Error::UnfitFile(unfit)) => {
                self.tell_refusal(&found, (person, length), &unfit).await?;
                return Err(unfit.into());
            }
            clean => clean?,
        };
        let file = Attachment {
            id: self.clock.new_id(),
            on: found.on,
            name: file_name(&sent.name, clean.kind)?,
            kind: clean.kind,
            class: found.class,
            bytes: clean.bytes.len() as u64,
            sha256: hex(&Sha256::digest(&clean.bytes)),
            pixels: clean.pixels,
            added: (self.clock.now(), person.name.clone()),
            removed: None,
        };
        let detail = json!({
            "on": found.subject, "kind": file.kind, "bytes": file.bytes, "sha256": file.sha256,
        });
        let event = self.event((&person.name, "file-add"), subject(file.id), detail);
        let adding = self
            .store
            .add_attachment(&self.territory, (&file, clean.bytes, how), &event);
        let there = adding.await?;
        let is_new = there.is_none();
        Ok(AddedFile {
            file: there.unwrap_or(file),
            is_new,
        })
    }

    /// The files of a place, without their bytes: those that are there by age, then those that were
    /// removed.
    ///
    /// # Errors
    /// A place that is not there or may not be known; no purpose where households or courts are told of.
    pub async fn files(&self, place: &FilePlace, look: Look<'_>) -> Result<Vec<Attachment>, Error> {
        let found = self.found(place, (look.person, Act::Read)).await?;
        let subject = format!("{}/files", found.subject);
        self.write_down_look(look, (found.class, &subject)).await?;
        Ok(self.store.attachments(&self.territory, found.on).await?)
    }

    /// A file with its bytes.
    ///
    /// # Errors
    /// One that is not there, may not be known or was removed; no purpose where households or courts are
    /// told of.
    pub async fn open_file(&self, id: Uuid, look: Look<'_>) -> Result<OpenedFile, Error> {
        let (file, found) = self.known_file(id, look.person).await?;
        let subject = format!("{}/{}", found.subject, subject(id));
        self.write_down_look(look, (file.class, &subject)).await?;
        let bytes = self.store.attachment_content(&self.territory, id).await?;
        let bytes = bytes.ok_or(Error::FileRemoved { id })?;
        Ok(OpenedFile { file, bytes })
    }

    /// Removes the bytes of a file; its line and the reason are kept.
    ///
    /// # Errors
    /// A file that is not there, may not be written or was removed before; no reason.
    pub async fn remove_file(&self, id: Uuid, reason: &str, person: &Person) -> Result<(), Error> {
        let (file, found) = self.known_file(id, person).await?;
        let place = self.place_of(file.on).await?;
        self.found(&place, (person, Act::Write)).await?;
        let removal = FileRemoval::new(self.clock.now(), &person.name, reason)?;
        let detail = json!({ "on": found.subject });
        let event = self.event((&person.name, "file-remove"), subject(id), detail);
        let removing = self
            .store
            .remove_attachment(&self.territory, (id, &removal), &event);
        if removing.await? {
            return Ok(());
        }
        Err(Error::FileRemoved { id })
    }

    /// The file of an id and its place, if whoever asks may read that.
    async fn known_file(&self, id: Uuid, person: &Person) -> Result<(Attachment, Found), Error> {
        let file = self.store.attachment(&self.territory, id).await?;
        let file = file.ok_or(Error::NoFile { id })?;
        let found = async {
            let place = self.place_of(file.on).await?;
            self.found(&place, (person, Act::Read)).await
        };
        // Who may not know of the place is not told that there is a file.
        let hidden = |error: Error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::Forbidden => Error::NoFile { id },
            _ => error,
        };
        let found = found.await.map_err(hidden)?;
        Ok((file, found))
    }

    /// A place, if somebody may go there.
    async fn found(
        &self,
        place: &FilePlace,
        (person, act): (&Person, Act),
    ) -> Result<Found, Error> {
        match place {
            FilePlace::Entry(register, code) => {
                let entry = self.entry_for((*register, code), (person, act)).await?;
                let class = class_of_files(*register);
                let classes = access::classes(person, &self.territory, register.resource());
                if !classes.sees(class) {
                    return Err(Error::NotAllowed { act });
                }
                Ok(Found {
                    on: AttachedTo::Entry(entry.id),
                    class,
                    subject: format!("{register}/{}", entry.code),
                })
            }
            FilePlace::Settlement(code) => {
                self.may_go_to(code, (person, act))?;
                Ok(Found {
                    on: AttachedTo::Settlement(self.settlement_id(code)?),
                    class: DataClass::Internal,
                    subject: format!("settlement/{code}"),
                })
            }
            FilePlace::Visit(id) => {
                let visit = self.store.visit(&self.territory, *id).await?.visit;
                let code = self.code_of(visit.settlement)?;
                self.may_go_to(&code, (person, act))?;
                let on = AttachedTo::Visit(*id);
                Ok(Found {
                    on,
                    class: DataClass::Internal,
                    subject: on.to_string(),
                })
            }
        }
    }

    /// Makes sure that somebody may read or write a settlement.
    pub(super) fn may_go_to(&self, code: &str, (person, act): (&Person, Act)) -> Result<(), Error> {
        let sees = |act| access::sites(person, &self.territory, act).holds(code);
        if !sees(Act::Read) || self.atlas().settlement(code).is_none() {
            let code = code.to_owned();
            return Err(Error::NoSettlement { code });
        }
        if sees(act) {
            Ok(())
        } else {
            Err(Error::NotAllowed { act })
        }
    }

    async fn place_of(&self, on: AttachedTo) -> Result<FilePlace, Error> {
        match on {
            AttachedTo::Entry(id) => {
                let entry = self.store.entry_of(&self.territory, id).await?;
                let entry = entry.ok_or(Error::NoFile { id })?;
                Ok(FilePlace::Entry(entry.register, entry.code))
            }
            AttachedTo::Settlement(id) => self.code_of(id).map(FilePlace::Settlement),
            AttachedTo::Visit(id) => Ok(FilePlace::Visit(id)),
        }
    }

    fn code_of(&self, id: SettlementId) -> Result<String, Error> {
        let atlas = self.atlas();
        let known = atlas.settlement_by_id(id);
        let known = known.ok_or_else(|| Error::NoSettlement {
            code: id.0.to_string(),
        })?;
        Ok(known.settlement.code.clone())
    }

    /// The bytes as they can be kept; one photo at a time is unpacked, whoever else is waiting.
    async fn cleaned(&self, bytes: Vec<u8>) -> Result<CleanFile, Error> {
        let turn = Arc::clone(&self.unpacking).acquire_owned().await;
        let turn = turn.map_err(|_| Error::Stopped)?;
        // The turn lasts as long as the work, also where whoever sent it has gone.
        let work = move || {
            let clean = intake::clean_file(bytes);
            drop(turn);
            clean
        };
        Ok(tokio::task::spawn_blocking(work).await??)
    }

    /// Writes down that somebody has sent what could harm: a bomb, or something that calls itself a
    /// photo.
    async fn tell_refusal(
        &self,
        found: &Found,
        (person, bytes): (&Person, usize),
        unfit: &UnfitFile,
    ) -> Result<(), Error> {
        let why = match unfit {
            UnfitFile::OtherKind => "other kind",
            UnfitFile::TooLarge { .. } => "too many pixels",
            UnfitFile::TooLong { .. } | UnfitFile::Damaged { .. } => return Ok(()),
        };
        let detail = json!({ "why": why, "bytes": bytes });
        let event = self.event((&person.name, "file-refuse"), found.subject.clone(), detail);
        self.store.append_event(&self.territory, &event).await?;
        Ok(())
    }

    /// Writes down a look at files of a class, where that is due.
    async fn write_down_look(
        &self,
        look: Look<'_>,
        (class, subject): (DataClass, &str),
    ) -> Result<(), Error> {
        let resource = match class {
            DataClass::Household => Resource::Household,
            DataClass::Restricted => Resource::Legal,
            DataClass::Public | DataClass::Internal => return Ok(()),
        };
        self.log_look(look, (resource, subject)).await
    }
}

fn subject(id: Uuid) -> String {
    format!("file/{id}")
}
