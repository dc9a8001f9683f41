//! Everything that is kept of one household, in one file for the people it is about.

use std::path::PathBuf;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Look, REVISIONS_MOST};
use crate::{
    access,
    app::{Error, Jalon},
    domain::{
        Act, AttachedTo, Attachment, DataClass, EntryError, Language, LayerKind, Person, Placement,
        Reach, Record, Register, RegisterEntry, Resource, Spelling,
    },
    formats::Bundle,
    publish::{SubjectEntry, SubjectFound, SubjectView, subject, subject_in_words},
};

/// Bytes of photos and documents in one file at most.
const BYTES_MOST: u64 = 512 * 1024 * 1024;
/// Looks told at most.
const LOOKS_MOST: u32 = 10_000;

/// A file that was made, in a folder that goes with it.
pub struct SubjectFile {
    /// What it should be called.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Its folder; dropped, it is gone.
    pub folder: TempDir,
}

impl Jalon {
    /// Everything that is kept of a household as one file: `household.json`, `household.txt` in the words
    /// of a language, and its photos and documents.
    ///
    /// # Errors
    /// A household that there is none of or that may not be known; without the right to take files along;
    /// no purpose; more than 512 MB of files.
    pub async fn household_file(
        &self,
        code: &str,
        (language, look): (Language, Look<'_>),
    ) -> Result<SubjectFile, Error> {
        let key = (Register::Household, code);
        let household = self.entry_for(key, (look.person, Act::Read)).await?;
        self.may_take(look.person)?;
        let subject_of_log = format!("household/{}/all", household.code);
        self.log_look(look, (Resource::Household, &subject_of_log))
            .await?;
        let event = self.event(
            (&look.person.name, "subject-file"),
            "household".to_owned(),
            json!({}),
        );
        self.store.append_event(&self.territory, &event).await?;
        let found = self.all_of_household(household, language).await?;
        let territory = &self.territory;
        let sees = |register: Register, class: DataClass| {
            access::classes(look.person, territory, register.resource()).sees(class)
        };
        let view = subject(&found, sees);
        self.bundled(&found, (view, language)).await
    }

    fn may_take(&self, person: &Person) -> Result<(), Error> {
        let may = |of, least| access::may(person, &self.territory, (of, Act::Read), least);
        let classes = access::classes(person, &self.territory, Resource::Household);
        if may(Resource::Export, Reach::Own) && classes.sees(DataClass::Household) {
            Ok(())
        } else {
            Err(Error::NotAllowed { act: Act::Read })
        }
    }

    async fn all_of_household(
        &self,
        household: RegisterEntry,
        language: Language,
    ) -> Result<SubjectFound, Error> {
        self.refresh().await?;
        let code = household.code.clone();
        // Read at a desk that is left without a word: nothing changes between one page and the next.
        let unsaid = self.event(("cli", "subject-file"), String::new(), json!({}));
        let mut desk = self.store.desk(&self.territory, &unsaid).await?;
        let spelling = desk.spelling(&code).await?;
        let naming = desk.naming(&spelling).await?;
        let proposals = desk.proposals_naming(&spelling).await?;
        drop(desk);
        let mut about: Vec<RegisterEntry> = vec![household];
        about.extend(naming.into_iter().filter(|one| is_about(one, &spelling)));
        let mut entries = Vec::new();
        let (mut number, mut bytes) = (0, 0);
        for entry in about {
            let history = (entry.id, REVISIONS_MOST);
            let revisions = self.store.history(&self.territory, history).await?;
            let on = AttachedTo::Entry(entry.id);
            let mut files = self.store.attachments(&self.territory, on).await?;
            files.retain(|file| file.removed.is_none());
            bytes += files.iter().map(|file| file.bytes).sum::<u64>();
            let named = files.into_iter().map(|file| {
                number += 1;
                let name = format!("files/{number:03}-{}", file.name);
                (file, name)
            });
            entries.push(SubjectEntry {
                entry,
                revisions,
                files: named.collect(),
            });
        }
        if bytes > BYTES_MOST {
            let allowed = "a household with at most 512 MB of files; take its files one by one";
            return Err(EntryError::of("household", &code, allowed).into());
        }
        let asked = format!("household/{code}");
        let readings = self
            .store
            .readings_about(&self.territory, (&asked, LOOKS_MOST));
        Ok(SubjectFound {
            at: self.clock.now(),
            language,
            entries,
            placements: self.imported_placements(&spelling),
            proposals: proposals
                .iter()
                .flat_map(|one| lines_of(&one.report, &spelling))
                .collect(),
            readings: readings.await?,
            household: code,
        })
    }

    fn imported_placements(&self, code: &Spelling) -> Vec<Placement> {
        let atlas = self.atlas();
        let layer = atlas.layer(LayerKind::Placements);
        let records = layer.into_iter().flat_map(|layer| layer.records());
        let of = |record: &Record| match record {
            Record::Placement(one) if code.is_nearly(&one.household) => Some(one.clone()),
            _ => None,
        };
        records.filter_map(|(_, record)| of(record)).collect()
    }

    async fn bundled(
        &self,
        found: &SubjectFound,
        (view, language): (SubjectView, Language),
    ) -> Result<SubjectFile, Error> {
        let name = format!("{}.zip", found.household);
        let failed = |source| Error::Io {
            file: name.clone(),
            source,
        };
        let folder = tempfile::tempdir().map_err(failed)?;
        let path = folder.path().join(&name);
        let mut bundle = Bundle::create(&path).map_err(failed)?;
        let data = serde_json::to_string_pretty(&view).map_err(|error| failed(error.into()))?;
        bundle.add_text("household.json", &data).map_err(failed)?;
        let text = subject_in_words(&view, language);
        bundle.add_text("household.txt", &text).map_err(failed)?;
        let files = found.entries.iter().flat_map(|entry| &entry.files);
        for (file, name_within) in files {
            let bytes = self.bytes_of(file).await?;
            bundle.add(name_within, &bytes).map_err(failed)?;
        }
        bundle.finish().map_err(failed)?;
        Ok(SubjectFile { name, path, folder })
    }

    async fn bytes_of(&self, file: &Attachment) -> Result<Vec<u8>, Error> {
        let bytes = self
            .store
            .attachment_content(&self.territory, file.id)
            .await?;
        bytes.ok_or(Error::FileRemoved { id: file.id })
    }
}

/// Whether an entry is about a household, or names it without being about another one.
fn is_about(entry: &RegisterEntry, code: &Spelling) -> bool {
    if entry.register == Register::Household {
        return false;
    }
    match entry.body.text("household") {
        Some(household) => household == code.code(),
        None => entry.body.values().any(|(_, value)| names(value, code)),
    }
}

fn names(value: &Value, code: &Spelling) -> bool {
    match value {
        Value::String(text) => code.stands_in(text),
        Value::Array(list) => list.iter().any(|one| names(one, code)),
        _ => false,
    }
}

/// The lines of a kept proposal that are about a family.
fn lines_of(report: &Value, code: &Spelling) -> Vec<Value> {
    let families = report.get("families").and_then(Value::as_array);
    let is_its = |it: &Value| it.as_str().is_some_and(|text| code.is_nearly(text));
    let of = |line: &&Value| line.get("household").is_some_and(is_its);
    families.into_iter().flatten().filter(of).cloned().collect()
}
