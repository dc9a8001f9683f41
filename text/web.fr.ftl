### Les mots de la page en français ; words.ts lit ce fichier après fr.ftl. Mêmes messages que web.en.ftl.

## La page
page-title = Jalon · { $view }
brand-line = Des sites plus sûrs, des logements dans toute la ville
view-priorities = Priorités
view-dispersal = Dispersion
views = Vues
language = Langue
audience-team = Réservé à l’équipe
audience-public = Version publique
audience-team-hint = Les sites exacts sont affichés. Ne publiez pas de capture de cette vue.
audience-public-hint = Chiffres par quartier seulement ; les petits nombres sont masqués.
skip-to-table = Aller au tableau
skip-to-map = Aller à la carte
page-footer = Jalon { $version } · territoire « { $territory } »

## Attente, vide, échec
loading = Chargement…
loading-ranking = Chargement du classement…
loading-site = Chargement de l’explication…
loading-dispersal = Chargement des chiffres…
loading-map = Tracé de la carte…
retry = Réessayer
failed-offline = Le serveur ne répond pas.
failed-offline-do = Vérifiez que Jalon fonctionne toujours, puis réessayez.
failed-refused = Le serveur n’a pas pu répondre : { $message }
failed-request = Numéro de requête : { $id }
failed-unexpected = Le serveur a donné une réponse que cette page ne comprend pas ({ $message }).
failed-unexpected-do = Rechargez la page ; si cela persiste, la page et le serveur sont de versions différentes.
failed-tiles = Une partie de la carte n’a pas pu être chargée.
empty-settlements = Aucun site pour l’instant.
empty-settlements-do = Importez-les avec cette commande, puis rechargez :
empty-scores = { $count ->
    [one] Un site est présent, mais n’a pas encore de score.
   *[other] { $count } sites sont présents, mais n’ont pas encore de score.
}
empty-scores-do = Calculez les scores avec cette commande, puis rechargez :
empty-neighbourhoods = Aucun quartier pour l’instant.
empty-neighbourhoods-do = La dispersion se compte par quartier. Importez-les avec cette commande, puis rechargez :
empty-placements = Aucun ménage relogé pour l’instant.
empty-placements-do = Importez les relogements avec cette commande, puis rechargez :
empty-map = Rien à tracer pour l’instant.

## Classement
ranking-title = Où aller d’abord
ranking-intro = { $total ->
    [one] Un site, évalué le { $day }.
   *[other] { $total } sites par danger, les plus urgents d’abord. Évalués le { $day }.
}
ranking-caption = Les sites par danger. Appuyez sur un nom pour voir sur la carte et en mots pourquoi il a ce score ; les flèches haut et bas vont d’un nom à l’autre.
column-rank = Rang
column-class = Danger
column-site = Site et raisons principales
column-households = Ménages
column-score = Score
sort-up = trié, du plus petit au plus grand
sort-down = trié, du plus grand au plus petit
rank-between = entre { $best } et { $worst }
rank-range = { $best }–{ $worst }
score-between = entre { $low } et { $high }
score-words = Score de { $value } sur 100, entre { $low } et { $high }
class-of = Classe { $class } : { $band }
filter-text = Chercher
filter-text-hint = Nom, code ou raison
filter-classes = Classes affichées
filter-count = { $total ->
    [one] { $shown } site affiché sur { $total }
   *[other] { $shown } sites affichés sur { $total }
}
filter-none = Aucun site ne correspond.
filter-clear = Tout afficher
show-more = Afficher { $count } de plus
reason-points = { $factor } { $points }
reason-unknown = { $factor } : pas encore connu
reasons-none = rien trouvé jusqu’ici
selected-site = { $name } : classe { $class }, score { $score }

## Explication
why-title = Pourquoi ce score
why-close = Fermer l’explication
why-on-map = Voir sur la carte
why-none = Ce site n’a pas encore de score.
why-score = Score
why-interval = La vraie valeur est entre { $low } et { $high } : tout n’est pas connu.
why-exact = Tout ce que demande la méthode est connu.
why-rank = Rang { $rank } sur { $of }
why-rank-range = peut aller de { $best } à { $worst }
why-bar = Score de { $score }, composé de : { $parts }. Entre { $low } et { $high }.
why-bar-part = { $factor } { $points }
why-table = Contributions, en points du score
why-factor = Facteur
why-points = Points
why-found = Ce qui a été trouvé
why-alone = Seul
why-alone-hint = Danger de ce facteur pris seul, de 0 à 100
why-total = Score
why-sum-differs = La somme des contributions diffère du score. Merci de le signaler.
why-unknown = Hachuré : pas encore connu, compté pour moitié. Chaque réponse resserre l’intervalle.
why-clear = Examinés, aucun danger trouvé : { $factors }.
why-unseen = Non examiné, ce qui ne veut pas dire sans danger : { $factors }.
why-vulnerability = Pas encore connue, valeur moyenne : de jeunes enfants, une mobilité réduite ou des abris fragiles aggravent le même danger.
why-vulnerability-known = Jeunes enfants, mobilité réduite ou cabanes fragiles aggravent un même danger.
why-method = Évalué le { $day } · méthode { $version } · pondérations { $digest }
why-layers = Couches utilisées : { $layers }
why-layer-version = { $layer } v{ $version }
fact-kind = Nature
fact-status = Étape
fact-households = Ménages
fact-people = Personnes
fact-neighbourhood = Quartier
fact-installed = Installé depuis
not-known = non connu
part-zones = { $peril } : { $shares }
part-share = { $percent } du site en aléa { $severity }
part-share-more = { $percent } en { $severity }
part-zones-near = { $peril } : hors zone, à { $distance } d’une zone d’aléa { $severity }
part-zones-far = { $peril } : aucune zone à portée
part-near = { $landmark } à { $distance }
part-touch = { $landmark } : traverse le site
part-not-near = { $landmark } : aucun élément à portée
part-outside-study = { $peril } : hors du périmètre d’étude, donc sécurité non établie
part-unanswered = Pas encore répondu : visite nécessaire
part-unanswered-high = au pire { $high } à lui seul
part-partly-unknown = { $found } ; personne n’a examiné { $percent } du site
part-depth = { $layer } : jusqu’à { $max } m d’eau, { $mean } m en moyenne
part-depth-none = { $layer } : la grille ne dit rien de ce site, donc sécurité non établie
part-checklist-good = Répondu : rien à redire
part-checklist-open = { $found } ; questions sans réponse : { $open } sur { $of }

## À côté du score
danger-now = Danger imminent
danger-listed = En tête de liste, quel que soit son score. Le score reste tel que calculé.
class-by-officer = Agent : classe { $class }
class-by-officer-stays = Donnée par un agent à côté de la classe calculée { $class }, qui reste.
said-reason = Motif
said-by = Par
said-by-on = { $by }, le { $day }
said-until = Valable jusqu’au
contact-call = À appeler
contact-none = Aucune équipe n’est chargée de ce site.
contact-no-way = ni téléphone ni courriel connus
contact-phone = Appeler { $team } au { $phone }
contact-email = Écrire à { $team }, { $email }
photos-title = Photos et documents
photos-none = Il n’y en a pas encore.
photo-added = depuis le { $day }, par { $by }
photo-add = Ajouter une photo ou un PDF
photo-note = Les photos perdent le lieu et l’heure que l’appareil y a inscrits. Ni visages ni plaques.
photo-sending = Envoi…
photo-failed = Rien n’a été enregistré : { $why }
orders-title = Travaux demandés
orders-none = Aucuns travaux en cours.
orders-more = Seules les { $count } plus récentes sont montrées.
order-number = nº { $number }
order-asked = demandés le { $day } par { $by }
order-due = pour le { $day }
order-team = par { $team }
order-status-open = en cours
order-status-overdue = en retard
order-kind-water_point = point d’eau
order-kind-toilets = toilettes et points de lavage
order-kind-waste_collection = collecte des déchets
order-kind-electrical_safety = sécurité électrique
order-kind-fire_equipment = équipement contre le feu
order-kind-access_path = voie d’accès
order-kind-lighting = éclairage
order-kind-pest_control = lutte contre les nuisibles
order-kind-structural = murs, toits, talus
order-kind-drainage = drainage
order-kind-other = autres travaux
incidents-title = Incidents des 12 derniers mois
incidents-none = Aucun incident noté.
incidents-note = Les incidents ne modifient pas le score.
incident-told = rapporté par { $by }
incident-deaths = décès : { $band }
incident-injured = blessés : { $band }
incident-kind-fire = incendie
incident-kind-flood = inondation
incident-kind-electrocution = électrocution
incident-kind-collapse = effondrement
incident-kind-co_poisoning = intoxication au monoxyde de carbone
incident-kind-road = accident de la route ou du rail
incident-kind-outbreak = épidémie
incident-kind-injury = blessure
incident-kind-violence = violence
incident-kind-eviction_without_order = expulsion sans décision
incident-kind-other = autre incident
harm-minor = léger
harm-serious = sérieux
harm-grave = grave
harm-unknown = gravité inconnue
people-1 = 1
people-2-5 = 2 à 5
people-6 = 6 ou plus
people-unknown = nombre inconnu

## Derrière le score
first-title = Que faire d’abord
first-together = Les travaux qui apportent le plus, l’un après l’autre
first-together-none = Aucune mauvaise réponse connue qui se corrige sur place ; une visite le dirait.
first-find-out = À savoir par une visite
first-find-out-none = Rien de ce que demande la méthode n’est inconnu.
first-find-out-help = Pas encore connu. Si la réponse est bonne, le score descend au chiffre indiqué.
first-relocate = Ne changerait qu’en habitant ailleurs
first-score-after = score ensuite
first-item = { $score } (−{ $gain })
first-more = { $count ->
    [one] et un autre point
   *[other] et { $count } autres points
}
first-now = Le score est aujourd’hui de { $score }.
moved-title = Pourquoi a-t-il changé ?
moved-first = Évalué une seule fois : aucun score antérieur à comparer.
moved-caption = Points de chaque facteur avant et après
moved-column-factor = Facteur
moved-column-before = Avant
moved-column-after = Après
moved-column-change = Écart
answers-title = Les réponses et d’où elles viennent
answers-none = La méthode ne demande rien à une visite.
answers-caption = Chaque question avec sa réponse, sa date et sa source
answers-column-question = Question
answers-column-answer = Réponse
answers-column-source = Date et source
answers-open = Pas connu : { $questions }.
answers-open-all = Personne n’a encore répondu. Une visite le dirait.
answer-visit = visite du { $day }
answer-measured = mesuré sur la carte à vol d’oiseau, pas sur place : { $layer } v{ $version }
answer-stale = (ancien)
answers-stale = Ancien : compte comme en partie inconnu tant que personne n’a regardé de nouveau.
answer-at-least = au moins { $value }
answer-litres = { $value } l par personne et par jour
answer-persons = { $value } personnes
answer-square_metres = { $value } m² par personne
loading-behind = Recherche…

## Carte
map-label-priorities = Carte des sites et des dangers
map-label-dispersal = Carte des ménages relogés par quartier
map-help = Les flèches déplacent la carte, plus et moins zooment. Tout ce qui est sur la carte est aussi dans le tableau.
map-credit = Fond de carte : { $whose }
map-zoom-in = Zoomer
map-zoom-out = Dézoomer
map-whole = Voir tout le territoire
map-scale = Échelle
tip-cluster = { $count ->
    [one] { $count } site
   *[other] { $count } sites
}, { $households ->
    [0] ménages inconnus
    [one] { $households } ménage
   *[other] { $households } ménages
}.
tip-cluster-worst = Pire classe : { $class }.
tip-site = { $name } · { $class } · { $score }
tip-zone = { $peril } : { $severity }
tip-area = { $name }
tip-area-quotient = { $name } : { $quotient } × une répartition égale
tip-area-hidden = { $name } : masqué, petit nombre

## Légende
legend = Couches et légende
legend-group-settlements = Sites
legend-group-neighbourhoods = Quartiers
legend-group-zones = Zones de danger
legend-group-landmarks = Lignes et points
legend-severity = { $severity }
legend-class = { $class } · { $band }
legend-count = { $count }
legend-layer-version = version { $version }, { $day }

## Natures et étapes des sites
kind-shantytown = bidonville
kind-squat = squat
kind-encampment = campement
kind-vehicle_site = véhicules habités
kind-insertion_site = terrain d’insertion
kind-unfit_dwelling = logement indigne
kind-unknown = inconnue
status-reported = signalé
status-confirmed = confirmé
status-diagnosis = diagnostic
status-accompaniment = accompagnement
status-move_planned = relogement programmé
status-moving = déménagement
status-closed = fermé
status-stabilised = stabilisé
status-rejected = rejeté
status-emergency = mise en sécurité
status-unknown = inconnue

## Dispersion
dispersal-title = Dispersés, ou regroupés à nouveau ?
dispersal-intro = { $households ->
    [one] Un ménage relogé
   *[other] { $households } ménages relogés
} dans { $used } quartiers sur { $areas }.
dispersal-intro-hidden = Ménages relogés par quartier ; les petits nombres sont masqués.
dispersal-intro-total = { $households } ménages relogés dans un logement ordinaire ; les petits effectifs par quartier sont masqués.
dispersal-together = { $ratio ->
    [less] Deux d’entre eux pris au hasard partagent un quartier moins souvent que le hasard seul ({ $times } fois) : ils sont plus dispersés que par hasard.
    [even] Deux d’entre eux pris au hasard partagent un quartier à peu près aussi souvent que le hasard seul ({ $times } fois).
   *[more] Deux d’entre eux pris au hasard partagent un quartier { $times } fois plus souvent que le hasard seul.
}
dispersal-too-few = Trop peu de ménages pour juger : seuls les nombres ont un sens.
figure-households = Ménages relogés
figure-households-help = dans un logement ordinaire, depuis le début
figure-used = Quartiers où il y en a
figure-used-value = { $used } sur { $areas }
figure-used-help = plus il y en a, plus la dispersion est large
figure-colocation = Co-présence
figure-colocation-value = × { $ratio }
figure-colocation-help = 1 : le hasard ; au-dessus, les familles partagent plus souvent un quartier
figure-dissimilarity = Dissimilarité D
figure-dissimilarity-help = 0 égal, 1 séparé : { $percent } devraient déménager pour une répartition égale ; le hasard seul donne { $chance }
figure-dissimilarity-help-none = 0 : répartition égale, 1 : séparation complète
figure-isolation = Isolement
figure-isolation-value = { $count } sur 1 000
figure-isolation-help = parmi les voisins d’une famille, autant sont relogés aussi
figure-none = –
years-title = Dissimilarité D, année par année
years-help = Tous les ménages relogés jusqu’à la fin de l’année ; plus c’est bas, plus c’est égal.
years-chart = Dissimilarité par année : { $points }
years-point = { $year } : { $value }
years-table = La même chose en chiffres
years-none = Aucune année à montrer pour l’instant.
years-chance = ce que donnerait le hasard seul
column-year = Année
column-moved = Relogés dans l’année
column-total = Relogés en tout
column-dissimilarity = D
column-chance = D par hasard
column-isolation = Isolement
column-colocation = Co-présence
areas-title = Quartiers
areas-caption = Les quartiers et leurs ménages relogés. Appuyez sur un nom pour le voir sur la carte.
column-area = Quartier
column-area-households = Ménages
column-rehoused = Relogés
column-share = Part
column-quotient = Par rapport à une répartition égale
column-deprived = Prioritaire
hidden = masqué
yes = oui
no = non
selected-area = { $name } : { $quotient }

## Dispersion : les choix, les deux étalons, la page du conseil
yardstick-households = Tous les ménages
yardstick-offers = Logements offerts
asked-title = Quel rapport
asked-by = Détail
asked-by-none = tous ensemble
asked-yardstick = Comparés à
asked-system = Quartiers
asked-since = Relogés du
asked-until = au
cut-programme = Programme
cut-landlord = Bailleur
cut-year = Année du relogement
cut-kind = Type de logement
system-own = ceux de la ville
system-iris = IRIS
system-grid = carroyage
system-district = secteurs
system-commune = communes
system-school_area = secteurs scolaires
system-other = autres
placement-social_rental = Location sociale
placement-private_rental = Location privée
placement-rental_intermediation = Intermédiation locative
placement-housing_first = Un chez-soi d’abord
placement-adapted_housing = Logement adapté
placement-accompanied_housing = Logement accompagné
placement-maintained_in_place = Maintien sur place
bands-title = D face au hasard
bands-row = D { $d } ; hasard { $low } à { $high }
bands-help = La barre large est l’endroit où D tombe dans 95 tirages au sort sur 100, la fine son intervalle à 95 %, le point ce qui est constaté.
figure-effective = Nombre effectif
figure-effective-help = de quartiers également remplis ; le plus rempli en accueille { $largest }
figure-deprived = En quartier prioritaire
figure-deprived-help = où vivent { $everybody } de tous les ménages
figure-proximity = Proximité
figure-proximity-help = 0 : aussi proches entre eux que les autres ; le hasard seul donne { $low } à { $high }
figure-proximity-help-none = 0 : aussi proches entre eux que les autres
column-used = Quartiers occupés
column-band = Hasard
column-deprived-share = En quartier prioritaire
column-deprived-yardstick = de ceux à qui on compare
column-effective = Nombre effectif
range = { $low } à { $high }
too-few-short = trop peu
groups-title = Par { $by }
groups-others = { $names } autres
groups-unnamed = non renseigné
journeys-title = D’où et vers où
journeys-far = La moitié a déménagé à moins de { $median } km, un quart à moins de { $low } km et un quart à plus de { $high } km.
journeys-school = École : les enfants de { $changed } ménages en ont changé, ceux de { $kept } l’ont gardée ; rien n’est renseigné pour { $untold }.
flows-caption = Les trajets les plus fréquents
flow-from = De
flow-to = Vers
flow-unknown = non renseigné
change-said = Du { $from } au { $to } : de { $before } à { $after } ménages, co-présence de { $ratio } à { $ratioafter }, D de { $d } à { $dafter }.
account-said = Sur { $records } relogements enregistrés, { $counted } sont comptés et { $left } ne le sont pas
account-later = { $count } plus tard
account-earlier = { $count } plus tôt
account-moved_again = { $count } de ménages repartis depuis
account-not_a_home = { $count } hors logement ordinaire (hébergement, hôtel, retour, etc.)
account-without_place = { $count } sans lieu renseigné
account-unknown_neighbourhood = { $count } vers un quartier absent de la carte
account-outside = { $count } hors de tout quartier
account-nobody_to_compare = { $count } là où personne n’habite pour comparer
council-open = Page pour le conseil
council-back = Retour
council-print = Imprimer
council-title = Les familles relogées sont-elles réparties dans la ville ?
council-of = { $territory }, jusqu’au { $day }
council-figure = Mesure
council-years = Tous ceux relogés jusqu’à la fin de chaque année
council-method = Co-présence : combien de fois plus souvent que par hasard deux familles partagent un quartier ; 1 est le hasard. D : la part des familles qui devraient déménager pour vivre comme ceux à qui on les compare ; à ne jamais lire sans ce que donne le hasard. Fourchettes tirées de { $draws } tirages au sort.
fewer-than = < { $most }
plate-label = Carte des quartiers avec leur nombre de ménages relogés
plate-help = Le nombre est celui des ménages relogés ; hachuré là où il dépasse le hasard (hachures descendantes) ou lui est inférieur (montantes), avec les voisins.

# Le planificateur de logements
view-placing = Logements
placing-title = Où pourraient habiter les prochaines familles ?
placing-intro = Donnez une liste de familles qui attendent. Une proposition est calculée parmi les logements offerts : le plus de familles possible, d’abord celles qui vivent dans le plus grand danger, bien réparties, près de l’école et du travail. La liste n’est pas conservée.
placing-form = Familles et règles
placing-list = Liste des familles (CSV)
placing-list-help = menage (un code), personnes, site, pmr, souhaits, refus, ecole_lon …
placing-cap = Au plus en quartier prioritaire
placing-cap-help = pour cent des familles logées ; vide : sans limite
placing-landlords = Bailleurs et leurs limites
placing-offered = offerts
placing-asked = demandés
placing-most = au plus
placing-most-of = Au plus chez { $name }
placing-no-landlord = non nommé
placing-by = Qui propose
placing-note = Remarque
placing-keep = Garder comme proposition
placing-kept = Gardée comme proposition { $number } ; elle attend une décision.
placing-proposals = Propositions gardées
placing-proposals-none = Aucune n’a encore été gardée.
placing-older = Plus anciennes
placing-proposal-number = numéro
placing-proposal-day = gardée le
placing-proposal-by = par
placing-proposal-families = familles avec un logement
placing-proposal-decision = décision
placing-proposal-placed = { $placed } sur { $asked }
placing-status-proposed = à décider
placing-status-accepted = acceptée
placing-status-refused = refusée
placing-decided = { $day }, { $by } : { $reason }
placing-decide = Décider de la proposition { $number }
placing-decider = Qui décide
placing-reason = Pourquoi
placing-accept = Accepter
placing-refuse = Refuser
placing-hands-off = { $count ->
    [one] Reprendre ce qui est fixé à la main
   *[other] Reprendre les { $count } choix faits à la main
}
placing-areas = Quartier par quartier
placing-come = à venir
placing-fewer = moins de { $fewest }
placing-even = si égal
placing-priority = quartier prioritaire
placing-warnings = { $count ->
    [one] Une chose à savoir sur les données
   *[other] { $count } choses à savoir sur les données
}
placing-by-hand = à la main
placing-lock = Fixer
placing-forbid = Pas celui-ci
placing-others = Autres logements …
placing-other = Autres logements pour { $household }
placing-other-home = { $offer }, { $area } : répartition { $even }, trajets { $metres } m
placing-ground = terrain de classe { $class }
placing-ground-around = quartier de classe { $class }
loading-placing = Les logements sont comparés …
empty-offers = Aucun logement offert pour l’instant.
empty-offers-do = Importez la liste des bailleurs avec cette commande, puis rechargez :
placing-council-title = Logements proposés aux familles qui attendent
placing-council-goals = D’abord le plus de familles possible, celles en plus grand danger avant les autres ; puis la répartition la plus égale dans la ville ; puis les trajets les plus courts vers l’école et le travail.
placing-council-rules = Les règles et leur prix
placing-council-method = Co-localisation : combien de fois plus souvent que le hasard deux familles partagent un quartier ; 1 est le hasard. D ne se lit jamais sans ce que donne le hasard. Barres : comme proposé ; le trait marque une répartition égale. Ceci est une proposition ; familles et bailleurs sont consultés, et des personnes décident.
placing-held-cap = Au plus { $share } des familles logées en quartier prioritaire.
placing-held-landlord = Au plus { $most } logements de { $name }.
placing-held-locks = { $count ->
    [one] Un logement a été fixé à la main.
   *[other] { $count } logements ont été fixés à la main.
}
placing-held-always = Taille, logements sans marches, souhaits, refus et distances des familles ; aucun logement sur un terrain de classe D ou E.

## La porte et son compte
door-entering = Entrée
door-name = Se connecter
door-invitation = Choisir un mot de passe
door-factor = Préparer le second facteur
door-codes = Garder les codes de secours
door-user = Nom
door-password = Mot de passe
door-code = Code
door-code-help = Les six chiffres de votre application d’authentification, ou un code de secours.
door-field-device = C’est un téléphone de terrain : rester connecté 30 jours.
door-enter = Se connecter
door-new-password = Nouveau mot de passe
door-new-password-help = Au moins 12 caractères. Quatre mots sans rapport entre eux conviennent, et se retiennent.
door-choose = Choisir et se connecter
door-factor-help = Votre rôle voit où vivent des personnes : un mot de passe ne suffit pas. Ajoutez ce compte à une application d’authentification, puis tapez le code qu’elle affiche.
door-factor-open = Ouvrir dans une application de cet appareil
door-factor-key = Ou tapez cette clé dans l’application :
door-factor-code = Code affiché par l’application
door-factor-prove = Confirmer
door-codes-help = Chacun de ces codes remplace une fois l’application, si vous perdez votre téléphone. Ils ne seront plus affichés : imprimez-les ou notez-les.
door-codes-kept = Je les ai gardés, continuer
door-not-signed-in = Le nom, le mot de passe ou le code n’est pas juste.
door-code-missing = Tapez maintenant le code de votre second facteur.
door-used-link = Ce lien a déjà servi ou a expiré. Demandez-en un autre, ou connectez-vous.
door-weak-password = Ce mot de passe serait vite deviné. Choisissez-en un autre d’au moins 12 caractères.
door-too-many-tries = Trop d’essais depuis ici. Attendez une minute, puis réessayez.
door-refused = Le code ne convient pas. Vérifiez l’heure de l’appareil et tapez le code suivant.
account-devices = Là où je suis connecté
account-unnamed = un programme sans nom
account-current = ici
account-end = Déconnecter là-bas
account-tokens = Jetons de mes programmes
account-take-back = Reprendre
account-made = Copiez-le maintenant, il ne sera plus affiché :
account-token-name = À quoi il sert
account-token-scopes = Ce qu’il permet
account-token-make = Créer un jeton pour 90 jours
account-leave = Se déconnecter
account-close = Fermer
role-sanitation_safety = salubrité et sécurité
role-planner = urbaniste
role-case_worker = travail social
role-operator_coordinator = pilote opérateur
role-landlord = bailleur
role-orientation_cell = cellule d’orientation
role-legal_officer = référent juridique
role-territory_admin = administration du territoire
role-dpo_auditor = protection des données
role-platform_admin = administration de l’installation

# The registers of the work
view-work = Suivi
work-title = Le travail, registre par registre
work-intro = Ménages, logements, déménagements, décisions et ce qui attend quelqu’un. Les ménages sont des codes, jamais des noms ; rien ne reste dans ce navigateur.
work-register = Registre
work-waiting = Ce qui attend
work-unknown = Ce registre n’existe pas.
work-purpose = Que cherchez-vous ?
work-purpose-help = Il s’agit de ménages ou de justice : le motif est noté à chaque consultation.
work-look = Consulter
work-state = État
work-every-state = tous les états
work-code = Code
work-add = Ajouter
work-new = Nouveau : { $register }
work-none = Aucune fiche ici. Ajoutez-en une, ou choisissez un autre état.
work-more = Suite
work-entry = Fiche
work-close = Fermer
work-changed = Révision { $revision }, { $day }, par { $by }
work-unfit = « { $field } » semble parler de { $about }. Cela ne s’écrit pas ici : dites plutôt ce dont le ménage a besoin.
unfit-origin = l’origine
unfit-religion = la religion
unfit-health = la santé
unfit-offence = délits
unfit-judgement = jugements sur des personnes
work-change = Modifier
work-save = Enregistrer
work-leave = Laisser tel quel
work-next = Étape suivante
work-on = Quel jour (aujourd’hui si vide)
work-reason = Pourquoi
work-override = Passer outre cette règle ; le motif est conservé
work-do = { $state } : valider
work-history = Historique
work-revision = { $day } : { $deed }, { $state }, par { $by }
work-overridden = Règle écartée : { $rule }
deed-created = créée
deed-changed = modifiée
deed-moved = étape franchie
deed-removed = retirée
deed-undone = annulée
deed-erased = ménage effacé
work-needed = { $label } (nécessaire)
work-class-H = Sur un ménage : lu par qui l’accompagne, chaque consultation est notée
work-class-R = Justice ou propriétaires : lu par les référents juridiques, chaque consultation est notée
work-kind-settlement = code d’un site
work-kind-neighbourhood = code d’un quartier
work-kind-link = un code
work-kind-links = codes séparés par ;
work-kind-place = longitude;latitude
work-kind-moment = 2026-01-31T14:05:00+01:00
work-kind-text = { "" }
residences-title = Ce que les médiateurs ont fait, par résidence
residences-year = Année
residences-none = Aucune tournée ni aucun appel de cette année n’est saisi.
residences-no-place = Aucune tournée de cette année ne dit où elle a eu lieu : rien à dessiner.
residences-drawing = Résidences sur un dessin des quartiers ; plus le disque est grand, plus il y a eu de personnes rencontrées ou d’appels
residences-residence = Résidence
residences-rounds = tournées
residences-contacts = contacts
residences-calls = appels
residences-referrals = orientations
residences-last = dernière le
residences-unnamed = sans résidence
view-reports = Rapports
reports-title = Rapports à remettre
reports-intro = Chacun ne contient que ce que vous pouvez lire. Qu’il a été pris est noté.
reports-none = Votre compte ne donne droit à aucun rapport.
reports-about = Code : { $what }
reports-about-optional = Code : { $what }, ou rien pour un exemplaire vierge
reports-of-settlement = site
reports-of-household = ménage
reports-of-move = déménagement
reports-of-meeting = séance
reports-year = Année
reports-purpose = Pour quoi faire (exigé s’il s’agit de ménages ou de justice)
reports-take = Le prendre en
reports-take-as = Prendre en { $format }
reports-making = En préparation…
reports-done = { $name } a été remis à votre navigateur.
reports-failed = Impossible de le faire : { $why }
