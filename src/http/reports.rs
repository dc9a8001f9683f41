//! The reports of the work as files: PDF, XLSX, CSV. Team only.

use axum::{
    Json,
    extract::Path,
    http::{HeaderMap, HeaderValue, header::CONTENT_LANGUAGE},
    response::Response,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Door, asker::DoorFor, error::Problem, query::Query, registers::look, saved::saved};
use crate::{
    app::ReportAsked,
    domain::{Code, DocumentFormat, Language, ReportName, Words},
};

/// Every route of reports.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(reports))
        .routes(routes!(report))
}

/// In which language titles are told.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ReportsSpoken {
    /// `fr` or `en`; French unless given.
    #[param(inline)]
    lang: Option<Language>,
}

/// What a report is to be about.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ReportWanted {
    /// `fr` or `en`; French unless given.
    #[param(inline)]
    lang: Option<Language>,
    /// Code of the settlement or the entry that the report is about, where it is about one.
    about: Option<String>,
    /// The year that it is about; the current one unless given.
    #[param(minimum = 1990, maximum = 2100)]
    year: Option<i32>,
}

/// A report that can be had.
#[derive(Serialize, ToSchema)]
pub(super) struct ReportTold {
    /// Its name in addresses.
    name: ReportName,
    /// Its title.
    title: String,
    /// What it holds, and for whom.
    about: String,
    /// How it is written.
    formats: Vec<DocumentFormat>,
    /// What is to be named as `about`: `settlement`, the name of a register, or nothing.
    asks: Option<String>,
    /// Whether it can be had without naming that.
    optional: bool,
    /// Whether it is about a year.
    yearly: bool,
}

/// The reports that whoever asks may have. Team only.
#[utoipa::path(get, path = "/api/reports", operation_id = "reports", params(ReportsSpoken),
    responses(
        (status = 200, description = "Every report that may be had", body = Vec<ReportTold>),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem)))]
pub(super) async fn reports(
    DoorFor(door, person): DoorFor,
    Query(spoken): Query<ReportsSpoken>,
) -> Result<Json<Vec<ReportTold>>, Problem> {
    door.team_only()?;
    let words = Words::of(spoken.lang.unwrap_or(Language::French));
    let plans = door.jalon.reports(&person).into_iter();
    let told = plans.map(|plan| ReportTold {
        name: plan.name,
        title: words.say(&plan.title_name()),
        about: words.say(&plan.about_name()),
        formats: plan.formats.to_vec(),
        asks: plan.asks.what(),
        optional: plan.asks.is_optional(),
        yearly: plan.asks.is_year(),
    });
    Ok(Json(told.collect()))
}

/// A report as a file. Team only; that it was taken is written down.
#[utoipa::path(get, path = "/api/reports/{file}", operation_id = "report",
    params(
        ("file" = String, Path, description = "Name of the report, then `.pdf`, `.xlsx` or `.csv`"),
        ReportWanted,
        ("X-Purpose" = Option<String>, Header, description = "What for, 3 to 200 characters: needed where households or courts are told of")),
    responses(
        (status = 200, description = "The report", content(
            (Vec<u8> = "application/pdf"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (String = "text/csv"))),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No such report, settlement or entry", body = Problem),
        (status = 422, description = "The report is not written so, something has to be named, or no purpose is told", body = Problem)))]
pub(super) async fn report(
    DoorFor(door, person): DoorFor,
    Path(file): Path<String>,
    Query(wanted): Query<ReportWanted>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    door.team_only()?;
    let (name, format) = file
        .rsplit_once('.')
        .and_then(|(name, ending)| {
            Some((
                ReportName::from_code(name)?,
                DocumentFormat::from_code(ending)?,
            ))
        })
        .ok_or_else(|| {
            let known = ReportName::CODES.join(", ");
            Problem::not_found(format!(
                "there is no report of this name; there are {known}, each with .pdf, .xlsx or .csv"
            ))
        })?;
    let asked = ReportAsked {
        name,
        format,
        language: wanted.lang.unwrap_or(Language::French),
        about: wanted.about,
        year: wanted.year,
    };
    let bytes = door.jalon.report(&asked, look(&person, &headers)).await?;
    let mut response = saved(bytes, format.media_type(), &file);
    let language = HeaderValue::from_static(asked.language.code());
    response.headers_mut().insert(CONTENT_LANGUAGE, language);
    Ok(response)
}
