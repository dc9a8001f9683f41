//! A city's own sign-on: a provider of the test's own, which signs with a key made for it, and everything
//! that such a provider could say wrongly.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
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
use jalon::domain::{Audience, Role};
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{operator, request};
use crate::support::{Answer, TestTown, ask};

const SECRET: &str = "a secret of the sign-on";
const BACK: &str = "https://jalon.city.example/api/session/sign-on/back";

/// What the provider is to do wrongly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Fault {
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

/// A provider: its key, the codes it has given, and what it says of the one who comes.
struct Provider {
    address: String,
    key: EcdsaKeyPair,
    codes: Mutex<HashMap<String, HashMap<String, String>>>,
    says: Mutex<(Fault, Value)>,
}

fn new_key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let how = &ECDSA_P256_SHA256_FIXED_SIGNING;
    let kept = EcdsaKeyPair::generate_pkcs8(how, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(how, kept.as_ref(), &random).unwrap()
}

impl Provider {
    async fn start() -> Arc<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let provider = Arc::new(Self {
            address: format!("http://{}", listener.local_addr().unwrap()),
            key: new_key(),
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

    fn says(&self, fault: Fault, of: Value) {
        *self.says.lock().unwrap() = (fault, of);
    }

    /// A token for a question that came with this nonce.
    fn token(&self, nonce: &str) -> String {
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

    fn signed(&self, fault: Fault, claims: &Value) -> String {
        let algorithm = match fault {
            Fault::Unsigned => "none",
            Fault::BySecret => "HS256",
            _ => "ES256",
        };
        let head = json!({ "alg": algorithm, "typ": "JWT", "kid": "first" });
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let text = format!("{}.{}", part(&head), part(claims));
        let other = new_key();
        let key = if fault == Fault::OtherKey {
            &other
        } else {
            &self.key
        };
        let made = key.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
        let mut signature = made.as_ref().to_vec();
        match fault {
            Fault::Unsigned => signature.clear(),
            Fault::BySecret => signature = hmac_of(&text),
            Fault::Altered => signature[20] ^= 1,
            _ => {}
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
    let point = of.key.public_key().as_ref();
    let part = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
    Json(json!({ "keys": [{
        "kty": "EC", "crv": "P-256", "kid": "first", "use": "sig", "alg": "ES256",
        "x": part(&point[1..33]), "y": part(&point[33..65]),
    }] }))
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
struct Door {
    town: TestTown,
    router: Router,
    provider: Arc<Provider>,
}

/// Where a browser was sent, and the cookie it was given.
struct Sent {
    address: String,
    cookie: String,
}

impl Door {
    async fn new() -> Self {
        let provider = Provider::start().await;
        Self::of(provider).await
    }

    async fn of(provider: Arc<Provider>) -> Self {
        let secrets = tempfile::tempdir().unwrap();
        let file = secrets.path().join("secret");
        std::fs::write(&file, format!("{SECRET}\n")).unwrap();
        let settings = format!(
            "[oidc]\nissuer = '{}'\nclient_id = 'jalon'\nclient_secret_file = '{}'\nredirect = '{BACK}'\n\
             second_factor_acr = ['two-factors']\nafter_sign_out = 'https://jalon.city.example/'\n\
             [oidc.roles]\nplanners = 'planner'\nlawyers = 'legal_officer'\n",
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

    async fn look(&self, address: &str, cookie: &str) -> Answer {
        ask(
            self.router.clone(),
            request((Method::GET, address), cookie, None),
        )
        .await
    }

    async fn go(&self) -> Sent {
        let answer = self.look("/api/session/sign-on", "").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        Sent {
            address: answer.headers[LOCATION].to_str().unwrap().to_owned(),
            cookie: first_cookie(&answer),
        }
    }

    /// What the provider sends the browser back with.
    async fn at_provider(&self, sent: &Sent) -> String {
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

    async fn come_in(&self) -> Answer {
        let sent = self.go().await;
        let back = self.at_provider(&sent).await;
        self.look(&back, &sent.cookie).await
    }

    async fn sessions_begun(&self) -> usize {
        let events = self.town.audit().await;
        events
            .iter()
            .filter(|event| event.action == "sign-in")
            .count()
    }
}

fn first_cookie(answer: &Answer) -> String {
    let kept = answer.headers["set-cookie"].to_str().unwrap();
    kept.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn who_comes_from_the_sign_on_has_the_roles_of_their_groups_each_time() {
    let door = Door::new().await;
    let of = |groups: &[&str]| json!({ "preferred_username": "A.Martin", "groups": groups });

    door.provider.says(Fault::None, of(&["planners", "choir"]));
    let first = door.come_in().await;
    let planner = first_cookie(&first);
    let who = door.look("/api/session", &planner).await.json();
    door.provider.says(Fault::None, of(&["lawyers"]));
    let lawyer = first_cookie(&door.come_in().await);
    let now = door.look("/api/session", &lawyer).await.json();

    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text());
    assert_eq!(first.headers[LOCATION], "/");
    assert_eq!(
        (&who["name"], &who["roles"]),
        (&json!("a.martin"), &json!(["planner"]))
    );
    assert_eq!(who["factor_due"], false);
    assert_eq!(
        (&now["name"], &now["roles"]),
        (&json!("a.martin"), &json!(["legal_officer"]))
    );
    let ended = door.look("/api/ranking", &planner).await;
    assert_eq!(
        ended.status,
        StatusCode::UNAUTHORIZED,
        "the role has changed"
    );
    let users = door.town.jalon.users("", 500).await.unwrap();
    assert_eq!(
        users.len(),
        2,
        "one account, found again by issuer and subject"
    );
}

#[tokio::test]
async fn a_name_that_somebody_has_here_is_not_taken_over() {
    let door = Door::new().await;
    door.provider
        .says(Fault::None, json!({ "preferred_username": "first" }));

    let cookie = first_cookie(&door.come_in().await);

    let who = door.look("/api/session", &cookie).await.json();
    assert!(who["name"].as_str().unwrap().starts_with("sso-"), "{who}");
}

#[tokio::test]
async fn what_a_sign_on_says_wrongly_lets_nobody_in() {
    let provider = Provider::start().await;
    for (fault, status, word) in [
        (Fault::Nonce, 401, "another question"),
        (Fault::Audience, 401, "another client"),
        (Fault::Issuer, 401, "another issuer"),
        (Fault::Ended, 401, "has ended"),
        (Fault::Unsigned, 401, "not signed by"),
        (Fault::BySecret, 401, "not signed by"),
        (Fault::Altered, 401, "signature"),
        (Fault::OtherKey, 401, "signature"),
        (Fault::NoGroup, 403, "no group"),
        (Fault::UnknownGroup, 403, "no group"),
        (Fault::WithoutFactor, 403, "second factor"),
    ] {
        // Each fault is tried at a server of its own: tries from one address are counted.
        let door = Door::of(provider.clone()).await;
        door.provider.says(fault, json!({}));

        let answer = door.come_in().await;

        assert_eq!(answer.status, status, "{fault:?}: {}", answer.text());
        let detail = answer.json()["detail"].to_string();
        assert!(detail.contains(word), "{fault:?}: {detail}");
        assert!(!answer.headers.contains_key("set-cookie"), "{fault:?}");
        assert_eq!(door.sessions_begun().await, 0, "{fault:?}");
        let users = door.town.jalon.users("", 500).await.unwrap();
        assert_eq!(
            users.len(),
            1,
            "{fault:?}: nobody is kept who may not come in"
        );
    }
}

#[tokio::test]
async fn only_the_browser_that_was_sent_comes_back_and_once() {
    let door = Door::new().await;
    let sent = door.go().await;
    let other = door.go().await;
    let back = door.at_provider(&sent).await;
    let code = back.split(['=', '&']).nth(1).unwrap();

    let wrong_state = format!("/api/session/sign-on/back?code={code}&state=guessed");
    let guessed = door.look(&wrong_state, &sent.cookie).await;
    let again = door.go().await;
    let theirs = door.at_provider(&again).await;
    let elsewhere = door.look(&theirs, &other.cookie).await;
    let without = door.look(&door.at_provider(&other).await, "").await;
    let right = door.look(&back, &sent.cookie).await;
    let twice = door.look(&back, &sent.cookie).await;

    for (refused, name) in [
        (&guessed, "state"),
        (&elsewhere, "browser"),
        (&without, "none"),
        (&twice, "code"),
    ] {
        assert_eq!(
            refused.status,
            StatusCode::UNAUTHORIZED,
            "{name}: {}",
            refused.text()
        );
        assert!(!refused.headers.contains_key("set-cookie"), "{name}");
    }
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.text());
    assert_eq!(door.sessions_begun().await, 1);
}

#[tokio::test]
async fn who_leaves_is_sent_to_the_way_out_of_the_sign_on() {
    let door = Door::new().await;
    let cookie = first_cookie(&door.come_in().await);

    let out = request((Method::POST, "/api/session/sign-on/out"), &cookie, None);
    let left = ask(door.router.clone(), out).await;

    let address = left.json()["address"].as_str().unwrap().to_owned();
    assert!(
        address.starts_with(&format!(
            "{}/leave?client_id=jalon&id_token_hint=ey",
            door.provider.address
        )),
        "{address}"
    );
    assert!(address.ends_with("&post_logout_redirect_uri=https%3A%2F%2Fjalon.city.example%2F"));
    assert_eq!(
        door.look("/api/ranking", &cookie).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_closed_account_does_not_come_in_by_the_sign_on_either() {
    let door = Door::new().await;
    door.provider
        .says(Fault::None, json!({ "preferred_username": "a.martin" }));
    door.come_in().await;
    door.town
        .jalon
        .disable_user("a.martin", &operator())
        .await
        .unwrap();

    let answer = door.come_in().await;

    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text());
    assert_eq!(door.sessions_begun().await, 1);
}

#[tokio::test]
async fn a_group_with_a_role_that_there_is_not_keeps_the_server_from_starting() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    std::fs::write(&secret, SECRET).unwrap();
    let text = format!(
        "[oidc]\nissuer = 'https://sso.city.example'\nclient_id = 'jalon'\nclient_secret_file = '{}'\n\
         redirect = '{BACK}'\n[oidc.roles]\nplanners = 'king'\n",
        secret.display()
    );
    std::fs::write(folder.path().join("jalon.toml"), text).unwrap();
    let flags = jalon::config::Flags {
        data_dir: Some(folder.path().to_owned()),
        ..Default::default()
    };
    let settings = jalon::config::Settings::load(flags).unwrap();

    let opened = jalon::app::Jalon::open(&settings, jalon::app::Clock::system()).await;

    let Err(refused) = opened else {
        panic!("a role that there is not was taken");
    };
    let planner = jalon::domain::Code::code(Role::Planner);
    assert!(refused.to_string().contains(planner), "{refused}");
}
