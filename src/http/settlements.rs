//! One settlement with its shape and its explained score.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Door, error::Problem, foresight::both};
use crate::{
    app::{self, Known, features},
    domain::Rank,
    formats,
    publish::{self, AssessmentView, CaseworkView, ContactView, SentenceView, SettlementView},
    spatial::Shape,
};

/// One settlement.
#[derive(Serialize, ToSchema)]
pub(super) struct SettlementDetail {
    /// Its record.
    settlement: SettlementView,
    /// Its shape as a GeoJSON geometry.
    #[schema(value_type = Object)]
    geometry: serde_json::Value,
    /// Its latest assessment; null before the first.
    assessment: Option<Explained>,
    /// The score in words, with what people have written down beside it; null before the first.
    sentence: Option<SentenceView>,
    /// What people have written down beside the score, which stays as computed.
    casework: Option<CaseworkView>,
    /// Outlines that visits propose and nobody has decided about.
    outlines_waiting: u64,
    /// Whom to call.
    contact: Option<ContactView>,
}

/// An assessment with its place and its words.
#[derive(Serialize, ToSchema)]
struct Explained {
    #[serde(flatten)]
    assessment: AssessmentView,
    /// Place in the ranking; null when the settlement is closed.
    rank: Option<u32>,
    /// Best place its bounds allow.
    rank_best: Option<u32>,
    /// Worst place its bounds allow.
    rank_worst: Option<u32>,
    /// Settlements in the ranking.
    of: usize,
}

/// One settlement with its shape and its explained score. Team only.
#[utoipa::path(get, path = "/api/settlements/{code}", operation_id = "settlement",
    params(("code" = String, Path, description = "Code of the settlement")),
    responses(
        (status = 200, description = "The settlement", body = SettlementDetail),
        (status = 404, description = "No settlement of this code for this audience", body = Problem)))]
pub(super) async fn settlement(
    State(door): State<Door>,
    Path(code): Path<String>,
) -> Result<Json<SettlementDetail>, Problem> {
    let atlas = door.jalon.atlas();
    let missing = || Problem::from(app::Error::NoSettlement { code: code.clone() });
    let known = atlas.settlement(&code).ok_or_else(missing)?;
    let view = features::settlement(door.audience, known).ok_or_else(missing)?;
    let place = (atlas.rank_of(known), atlas.ranked().count());
    let shape = Shape::Area(known.settlement.footprint.clone());
    let outlines_waiting = door.jalon.outlines_waiting(&code).await?;
    Ok(Json(SettlementDetail {
        settlement: view,
        geometry: serde_json::from_str(&formats::geojson_geometry(&shape)).unwrap_or_default(),
        assessment: explained(known, place),
        sentence: known.assessment.as_ref().map(|assessment| {
            both(|language| {
                let beside = publish::casework_in_words(&known.casework, language);
                let score = door.jalon.sentence(assessment, language);
                format!("{beside} {score}").trim_start().to_owned()
            })
        }),
        casework: publish::casework(
            door.audience,
            &known.casework,
            (&code, door.jalon.clock().now().date()),
        ),
        outlines_waiting,
        contact: atlas
            .contact(&code, known.neighbourhood.as_deref())
            .and_then(|contact| publish::contact(door.audience, &contact)),
    }))
}

fn explained(known: &Known, (rank, of): (Option<Rank>, usize)) -> Option<Explained> {
    let assessment = known.assessment.as_ref()?;
    Some(Explained {
        assessment: publish::assessment(assessment),
        rank: rank.map(|rank| rank.position),
        rank_best: rank.map(|rank| rank.best),
        rank_worst: rank.map(|rank| rank.worst),
        of,
    })
}
