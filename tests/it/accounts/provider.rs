//! A small provider of a sign-on, and a town whose people come in by it.
//!
//! It signs with keys that are here for these tests alone: one made at each start, and two of RSA under
//! `fixtures`, which guard nothing.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{
    Form, Json, Router,
    extract::{Query, State},
    http::{HeaderMap, Method, StatusCode, header::LOCATION},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use jalon::domain::Audience;
use ring::{
    rand::SystemRandom,
    rsa::PublicKeyComponents,
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
    },
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{operator, request};
use crate::support::{Answer, TestTown, ask};

pub(super) const SECRET: &str = "a secret of the sign-on";
pub(super) const BACK: &str = "https://jalon.city.example/api/session/sign-on/back";

/// What the provider is to do wrongly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fault {
    #[default]
    None,
    Nonce,
    Audience,
    Issuer,
    Ended,
    Unsigned,
    BySecret,
    Altered,
    OtherKey,
    NoGroup,
    UnknownGroup,
    WithoutFactor,
}

/// What tokens are signed with.
enum Signer {
    Curve(EcdsaKeyPair),
    Rsa(RsaKeyPair),
}

/// A key of a provider, under the name by which its tokens tell it.
pub(super) struct Key {
    id: &'static str,
    signer: Signer,
}

impl Key {
    /// One of an elliptic curve, made now.
    pub(super) fn of_curve(id: &'static str) -> Arc<Self> {
        let random = SystemRandom::new();
        let how = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let kept = EcdsaKeyPair::generate_pkcs8(how, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(how, kept.as_ref(), &random).unwrap();
        let signer = Signer::Curve(pair);
        Arc::new(Self { id, signer })
    }

    /// The first of RSA.
    pub(super) fn of_rsa(id: &'static str) -> Arc<Self> {
        Self::of_file(id, include_bytes!("../fixtures/rsa_first.der"))
    }

    /// Another one of RSA.
    pub(super) fn of_rsa_next(id: &'static str) -> Arc<Self> {
        Self::of_file(id, include_bytes!("../fixtures/rsa_next.der"))
    }

    fn of_file(id: &'static str, kept: &[u8]) -> Arc<Self> {
        let signer = Signer::Rsa(RsaKeyPair::from_pkcs8(kept).unwrap());
        Arc::new(Self { id, signer })
    }

    fn algorithm(&self) -> &'static str {
        match self.signer {
            Signer::Curve(_) => "ES256",
            Signer::Rsa(_) => "RS256",
        }
    }

    fn sign(&self, text: &str) -> Vec<u8> {
        let random = SystemRandom::new();
        match &self.signer {
            Signer::Curve(pair) => pair
                .sign(&random, text.as_bytes())
                .unwrap()
                .as_ref()
                .to_vec(),
            Signer::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, text.as_bytes(), &mut signature)
                    .unwrap();
                signature
            }
        }
    }

    /// Another key of the same kind, which is published nowhere.
    fn another(&self) -> Arc<Self> {
        match self.signer {
            Signer::Curve(_) => Self::of_curve(self.id),
            Signer::Rsa(_) => Self::of_rsa_next(self.id),
        }
    }

    /// As a provider publishes it (RFC 7517).
    fn published(&self) -> Value {
        let part = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        let mut key = match &self.signer {
            Signer::Curve(pair) => {
                let point = pair.public_key().as_ref();
                json!({ "kty": "EC", "crv": "P-256", "x": part(&point[1..33]), "y": part(&point[33..65]) })
            }
            Signer::Rsa(pair) => {
                let public = PublicKeyComponents::<Vec<u8>>::from(pair.public());
                json!({ "kty": "RSA", "n": part(&public.n), "e": part(&public.e) })
            }
        };
        key["kid"] = json!(self.id);
        key["use"] = json!("sig");
        key["alg"] = json!(self.algorithm());
        key
    }
}

/// A provider: its keys, the codes it has given, and what it says of the one who comes.
pub(super) struct Provider {
    pub(super) address: String,
    key: Mutex<Arc<Key>>,
    published: Mutex<Vec<Arc<Key>>>,
    /// How often it was asked for its keys.
    pub(super) asked: AtomicUsize,
    codes: Mutex<HashMap<String, HashMap<String, String>>>,
    says: Mutex<(Fault, Value)>,
}

impl Provider {
    /// One that signs with an elliptic curve.
    pub(super) async fn start() -> Arc<Self> {
        Self::start_with(Key::of_curve("first")).await
    }

    /// One that signs with this key.
    pub(super) async fn start_with(key: Arc<Key>) -> Arc<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let provider = Arc::new(Self {
            address: format!("http://{}", listener.local_addr().unwrap()),
            key: Mutex::new(key.clone()),
            published: Mutex::new(vec![key]),
            asked: AtomicUsize::new(0),
            codes: Mutex::default(),
            says: Mutex::new((Fault::None, json!({}))),
        });
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(document))
            .route("/keys", get(keys))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        provider
    }

    /// Signs with another key from now on, and publishes these.
    pub(super) fn signs_with(&self, key: &Arc<Key>, published: &[&Arc<Key>]) {
        *self.key.lock().unwrap() = key.clone();
        *self.published.lock().unwrap() = published.iter().copied().cloned().collect();
    }

    pub(super) fn says(&self, fault: Fault, of: Value) {
        *self.says.lock().unwrap() = (fault, of);
    }

    /// A token for a question that came with this nonce.
    pub(super) fn token(&self, nonce: &str) -> String {
        let (fault, of) = self.says.lock().unwrap().clone();
        let now = jalon::app::Clock::system().now().unix_timestamp();
        let mut claims = json!({
            "iss": self.address, "aud": "jalon", "sub": "7f3a", "nonce": nonce, "iat": now,
            "exp": now + 300, "acr": "two-factors", "groups": ["planners", "choir"],
        });
        let all = claims.as_object_mut().unwrap();
        all.extend(of.as_object().unwrap().clone());
        match fault {
            Fault::Nonce => all["nonce"] = json!("another"),
            Fault::Audience => all["aud"] = json!("another-program"),
            Fault::Issuer => all["iss"] = json!("http://127.0.0.1:1"),
            Fault::Ended => all["exp"] = json!(now - 120),
            Fault::NoGroup => drop(all.remove("groups")),
            Fault::UnknownGroup => all["groups"] = json!(["choir", "admin"]),
            Fault::WithoutFactor => all["acr"] = json!("one-factor"),
            _ => {}
        }
        self.signed(fault, &claims)
    }

    /// Claims in a token, signed as well or badly as the fault says.
    pub(super) fn signed(&self, fault: Fault, claims: &Value) -> String {
        let own = self.key.lock().unwrap().clone();
        let algorithm = match fault {
            Fault::Unsigned => "none",
            Fault::BySecret => "HS256",
            _ => own.algorithm(),
        };
        let head = json!({ "alg": algorithm, "typ": "JWT", "kid": own.id });
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let text = format!("{}.{}", part(&head), part(claims));
        let mut signature = match fault {
            Fault::Unsigned => Vec::new(),
            Fault::BySecret => hmac_of(&text),
            Fault::OtherKey => own.another().sign(&text),
            _ => own.sign(&text),
        };
        if fault == Fault::Altered {
            signature[20] ^= 1;
        }
        format!("{text}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
    }
}

/// A signature by the secret that both sides know: whoever takes it could be told anything by us.
fn hmac_of(text: &str) -> Vec<u8> {
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, SECRET.as_bytes());
    ring::hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
}

async fn document(State(of): State<Arc<Provider>>) -> Json<Value> {
    let at = &of.address;
    Json(json!({
        "issuer": at, "authorization_endpoint": format!("{at}/authorize"),
        "token_endpoint": format!("{at}/token"), "jwks_uri": format!("{at}/keys"),
        "end_session_endpoint": format!("{at}/leave"),
    }))
}

async fn keys(State(of): State<Arc<Provider>>) -> Json<Value> {
    of.asked.fetch_add(1, Ordering::Relaxed);
    let published = of.published.lock().unwrap();
    let keys: Vec<Value> = published.iter().map(|key| key.published()).collect();
    Json(json!({ "keys": keys }))
}

type Pairs = HashMap<String, String>;

async fn authorize(State(of): State<Arc<Provider>>, Query(asked): Query<Pairs>) -> Redirect {
    assert_eq!(asked["response_type"], "code");
    assert_eq!(asked["client_id"], "jalon");
    assert_eq!(asked["code_challenge_method"], "S256");
    assert_eq!(asked["acr_values"], "two-factors");
    let mut codes = of.codes.lock().unwrap();
    let code = format!("code-{}", codes.len());
    let back = format!(
        "{}?code={code}&state={}",
        asked["redirect_uri"], asked["state"]
    );
    codes.insert(code, asked);
    Redirect::to(&back)
}

async fn token(
    State(of): State<Arc<Provider>>,
    headers: HeaderMap,
    Form(form): Form<Pairs>,
) -> Response {
    let basic = BASE64_STANDARD.encode("jalon:a+secret+of+the+sign-on");
    let is_us = headers["authorization"] == format!("Basic {basic}").as_str();
    let asked = of.codes.lock().unwrap().remove(&form["code"]);
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(&form["code_verifier"]));
    match asked {
        Some(asked)
            if is_us
                && asked["code_challenge"] == challenge
                && asked["redirect_uri"] == form["redirect_uri"] =>
        {
            let token = of.token(&asked["nonce"]);
            Json(json!({ "access_token": "x", "token_type": "Bearer", "id_token": token }))
                .into_response()
        }
        _ => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// A town whose people come in by a provider.
pub(super) struct Door {
    pub(super) town: TestTown,
    pub(super) router: Router,
    pub(super) provider: Arc<Provider>,
}

/// Where a browser was sent, and the cookie it was given.
pub(super) struct Sent {
    pub(super) address: String,
    pub(super) cookie: String,
}

impl Door {
    pub(super) async fn new() -> Self {
        let provider = Provider::start().await;
        Self::of(provider).await
    }

    pub(super) async fn of(provider: Arc<Provider>) -> Self {
        let secrets = tempfile::tempdir().unwrap();
        let file = secrets.path().join("secret");
        std::fs::write(&file, format!("{SECRET}\n")).unwrap();
        let settings = format!(
            "[oidc]\nissuer = '{}'\nclient_id = 'jalon'\nclient_secret_file = '{}'\nredirect = '{BACK}'\n\
             second_factor_acr = ['two-factors']\nafter_sign_out = 'https://jalon.city.example/'\n\
             [oidc.roles]\nplanners = 'planner'\nlawyers = 'legal_officer'\n\
             [retention]\nclosed_account_months = 1\n",
            provider.address,
            file.display()
        );
        let town = TestTown::small_with(&settings).await;
        let operator = operator();
        town.jalon.add_user("first", &[], &operator).await.unwrap();
        Self {
            router: town.router(Audience::Team),
            town,
            provider,
        }
    }

    pub(super) async fn look(&self, address: &str, cookie: &str) -> Answer {
        ask(
            self.router.clone(),
            request((Method::GET, address), cookie, None),
        )
        .await
    }

    pub(super) async fn go(&self) -> Sent {
        let answer = self.look("/api/session/sign-on", "").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        Sent {
            address: answer.headers[LOCATION].to_str().unwrap().to_owned(),
            cookie: first_cookie(&answer),
        }
    }

    /// What the provider sends the browser back with.
    pub(super) async fn at_provider(&self, sent: &Sent) -> String {
        let address = sent.address.clone();
        let asking = tokio::task::spawn_blocking(move || {
            let agent: ureq::Agent = ureq::Agent::config_builder()
                .max_redirects(0)
                .max_redirects_will_error(false)
                .build()
                .into();
            let answer = agent.get(&address).call().unwrap();
            answer.headers()["location"].to_str().unwrap().to_owned()
        });
        let back = asking.await.unwrap();
        back.strip_prefix("https://jalon.city.example")
            .unwrap()
            .to_owned()
    }

    pub(super) async fn come_in(&self) -> Answer {
        let sent = self.go().await;
        let back = self.at_provider(&sent).await;
        self.look(&back, &sent.cookie).await
    }

    pub(super) async fn sessions_begun(&self) -> usize {
        let events = self.town.audit().await;
        events
            .iter()
            .filter(|event| event.action == "sign-in")
            .count()
    }
}

pub(super) fn first_cookie(answer: &Answer) -> String {
    let kept = answer.headers["set-cookie"].to_str().unwrap();
    kept.split(';').next().unwrap().to_owned()
}
