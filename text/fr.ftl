### Les mots du produit en français ; le serveur et la page lisent ce même fichier.

## Facteurs
factor-flood = inondation
factor-fire = incendie
factor-ground = mouvement de terrain
factor-industrial = industrie
factor-transport = trains et circulation
factor-power_line = ligne électrique
factor-pollution = pollution
factor-other = autre péril
factor-sanitation = salubrité
factor-access = accès des secours
vulnerability = vulnérabilité

## Niveaux
band-very_low = très faible
band-low = faible
band-moderate = modéré
band-high = élevé
band-critical = critique
band-insufficient_data = données insuffisantes

## Gravités
severity-1 = faible
severity-2 = modéré
severity-3 = fort
severity-4 = très fort

## L'explication en tableau
table-factor = facteur
table-points = points
table-from = source
table-not-covered = hors de ses zones
table-far = hors de portée
table-outside = hors du secteur étudié : inconnu
table-unknown-share = { $share } non étudiés
table-depth = jusqu'à { $max } m d'eau, { $mean } m en moyenne
table-unanswered = personne n'y a encore répondu : inconnu
table-weights = pondérations
table-rank = rang
table-site = site
table-name = nom
table-class = classe
table-score = score
table-households = ménages
table-worst = au pire
table-touched = touché
table-people = personnes
table-beside = à côté
table-to-call = à appeler
table-nobody = personne
table-why = pourquoi
table-among-first = parmi les { $first } premiers
table-rank-drawn = rang, 9 tirages sur 10
table-total = score
table-when = évalué le
table-id = évaluation
table-change = écart
table-before = avant
table-after = après
table-what = quoi
table-kind = comment
table-gain = gain
table-one-after = à la suite
table-lower = un quart en moins, ou bon
table-upper = un quart en plus, ou mauvais
colon =  :
table-all-good = rien de mauvais dans les réponses
table-open = { $questions } sans réponse
table-layer = { $layer }, version { $version }
table-layer-dated = { $layer }, version { $version } du { $date }
page-neighbourhood = Quartier { $neighbourhood }
page-households = { $households ->
        [one] { $households } ménage
       *[other] { $households } ménages
    }
page-unknown = Ce qui n'est pas connu
page-first = Par où commencer
page-answers = Réponses et leurs dates
page-trace = D'où cela vient
page-layers = Couches : { $list }.
page-computed = Évalué le { $date } selon la méthode { $method } avec les pondérations { $weights }.
rank-legend = (meilleur-pire) et [bas-haut] : ce qui n'est pas encore connu ; ? compte une valeur moyenne
rank-danger = ! signale un danger imminent, listé en tête quel que soit son rang ; les rangs suivent le score
rank-drawn = Chances sur { $draws } tirages, graine { $seed } : chaque nombre des pondérations jusqu'à { $spread } % plus petit ou plus grand, et l'inconnu n'importe où dans ses bornes.

## Le classement selon d’autres poids
what-if-rank = rang
what-if-was = actuel
what-if-site = site
what-if-name = nom
what-if-class = classe
what-if-score = score
what-if-note = Points et rangs selon les poids du fichier ; « actuel » : tels qu’ils sont. Rien n’a été enregistré.

## Nombres
decimal-mark = ,
semicolon =  ;
share = { $percent } %
share-tiny = moins de 0,1 %
distance = { $metres } m
distance-under-one = moins de 1 m

## Périls et repères par leur nom
peril-flood = inondation
peril-landslide = mouvement de terrain
peril-clay = argile
peril-pprt = risque technologique
peril-wildfire = feu de forêt
peril-polluted_soil = sol pollué
peril-other = autre péril
landmark-railway = voie ferrée
landmark-motorway = autoroute
landmark-main_road = grande route
landmark-hv_line = ligne à haute tension
landmark-gas_pipeline = canalisation de gaz
landmark-waste_dump = décharge
landmark-hydrant = borne incendie
landmark-water_point = point d'eau
landmark-health_centre = centre de santé

## Un score expliqué
explain-class = Classe { $class }, { $band } : { $score } sur 100 (entre { $low } et { $high }).
explain-class-exact = Classe { $class }, { $band } : { $score } sur 100.
explain-insufficient = Trop peu d'éléments pour donner une classe : { $score } sur 100, mais tout est possible entre { $low } et { $high }.
explain-why = Pourquoi : { $list }.
explain-nothing = Aucune couche ni réponse ne montre de danger ici.
explain-item-first = { $what } ({ $points } points)
explain-item = { $what } ({ $points })
explain-vulnerability = La vulnérabilité des personnes qui y vivent ajoute { $points } points.
explain-vulnerability-unknown = La vulnérabilité des personnes n'est pas connue ; une valeur moyenne ajoute { $points } points.
explain-unanswered = Pas encore renseigné, valeur moyenne retenue : { $list }.
explain-open = { $questions ->
        [one] { $questions } question reste
       *[other] { $questions } questions restent
    } sans réponse dans les questionnaires.
explain-stale = { $questions ->
        [one] { $questions } réponse est ancienne et élargit
       *[other] { $questions } réponses sont anciennes et élargissent
    } l'intervalle.
explain-outside = Hors du périmètre étudié, valeur moyenne retenue : { $list }.
explain-not_looked_at = Non examiné, ce qui ne veut pas dire sans danger : { $list }.
zones-flood = des zones inondables
zones-landslide = des zones de mouvement de terrain
zones-clay = des zones d'argile gonflante
zones-pprt = des zones de risque technologique
zones-wildfire = des zones de feu de forêt
zones-polluted_soil = des zones de sol pollué
zones-other = des zones d'un autre péril
zones-over = { $zones } couvrent { $share } du site : { $levels }
zones-over-one = { $zones } d'aléa { $severity } couvrent { $share } du site
zones-unknown = { $peril } : personne n'a étudié { $share } du site
zones-level = { $share } en aléa { $severity }
depth-over = jusqu'à { $depth } m d'eau, sur { $share } du site, aléa { $severity } au pire
depth-unclassed = jusqu'à { $depth } m d'eau sur le site
depth-zones = des hauteurs d'eau de la grille
depth-unknown = la grille de hauteurs ne dit rien de { $share } du site
depth-grid = hauteur d'eau de l'inondation
zones-near = { $zones } commencent à proximité : { $levels }
zones-level-near = aléa { $severity } à { $distance }
near-railway = une voie ferrée passe à { $distance }
near-motorway = une autoroute passe à { $distance }
near-main_road = une grande route passe à { $distance }
near-hv_line = une ligne à haute tension passe à { $distance }
near-gas_pipeline = une canalisation de gaz passe à { $distance }
near-waste_dump = une décharge se trouve à { $distance }
checklist-says = { $factor } : { $list }

## Ce qu'un questionnaire trouve à redire
question-spacing_m = habitations trop proches les unes des autres
question-hydrant_m = borne incendie trop loin
question-no_fire_engine_access = pas d'accès pour les engins de secours
question-combustible_share = habitations qui brûlent facilement
question-improvised_energy = électricité ou chauffage de fortune
question-health_centre_m = centre de santé trop loin
question-single_access = un seul accès
question-litres_pd = trop peu d'eau
question-water_m = eau trop loin
question-persons_per_tap = trop peu de robinets
question-stagnant_water = eaux stagnantes
question-persons_per_toilet = trop peu de toilettes
question-open_defecation = pas d'usage de toilettes
question-toilet_m = toilettes trop loin
question-toilets_unlit_or_unlocked = toilettes sans lumière ou sans verrou
question-no_hand_washing = pas de quoi se laver les mains
question-waste_piling = déchets qui s'accumulent
question-no_bin_within_100m = pas de conteneur à moins de 100 m
question-irregular_collection = collecte des déchets irrégulière
question-pests = rats ou autres nuisibles
question-m2_per_person = trop peu de place
question-under5_share = jeunes enfants
question-reduced_mobility_share = personnes à mobilité réduite
question-precarious_share = habitations précaires

## Ce que les questions demandent, comme chose à savoir
matter-spacing_m = distance entre habitations
matter-hydrant_m = distance à une borne incendie
matter-no_fire_engine_access = accès des engins de secours
matter-combustible_share = part des habitations qui brûlent facilement
matter-improvised_energy = électricité ou chauffage de fortune ou non
matter-health_centre_m = distance à un centre de santé
matter-single_access = deuxième issue ou non
matter-litres_pd = eau par personne et par jour
matter-water_m = distance à l'eau
matter-persons_per_tap = personnes par robinet
matter-stagnant_water = eaux stagnantes ou non
matter-persons_per_toilet = personnes par toilette
matter-open_defecation = usage de toilettes par tous
matter-toilet_m = distance aux toilettes
matter-toilets_unlit_or_unlocked = lumière et verrou des toilettes
matter-no_hand_washing = possibilité de se laver les mains
matter-waste_piling = accumulation de déchets
matter-no_bin_within_100m = conteneur à proximité
matter-irregular_collection = régularité de la collecte des déchets
matter-pests = rats ou autres nuisibles
matter-m2_per_person = place par personne
matter-under5_share = part de jeunes enfants
matter-reduced_mobility_share = part de personnes à mobilité réduite
matter-precarious_share = part d'habitations précaires

## Que faire d'une mauvaise réponse
work-spacing_m = espacer les habitations
work-hydrant_m = rapprocher une borne ou une réserve incendie
work-no_fire_engine_access = ouvrir un accès pour les engins de secours
work-combustible_share = remplacer ce qui brûle facilement dans les habitations
work-improvised_energy = mettre en sécurité l'électricité et le chauffage
work-health_centre_m = faire venir des soins sur le site
work-single_access = ouvrir une deuxième issue
work-litres_pd = apporter plus d'eau
work-water_m = rapprocher un point d'eau
work-persons_per_tap = ajouter des robinets
work-stagnant_water = drainer les eaux stagnantes
work-persons_per_toilet = ajouter des toilettes
work-open_defecation = donner à tous l'usage de toilettes
work-toilet_m = rapprocher les toilettes
work-toilets_unlit_or_unlocked = équiper les toilettes de lumière et de verrous
work-no_hand_washing = ajouter de quoi se laver les mains
work-waste_piling = enlever les déchets
work-no_bin_within_100m = rapprocher des conteneurs
work-irregular_collection = faire collecter les déchets régulièrement
work-pests = lutter contre les rats et autres nuisibles
work-m2_per_person = donner plus de place

## Ce qui changerait un score
remedies-together = Travaux les plus utiles, l'un après l'autre, avec le score après chacun : { $list }.
remedies-nothing = Aucune mauvaise réponse connue ne peut être corrigée sur place ; une visite le dirait.
remedies-find_out = À savoir, avec le score si la réponse est bonne : { $list }.
remedies-relocate = Seul le fait de vivre ailleurs changerait : { $list }.
remedies-more = et { $more } de plus
remedy-item = { $what } ({ $score })
remedy-find_out = à savoir
remedy-mend = à corriger
remedy-relocate = ailleurs seulement

## Pourquoi un score a bougé
moved-same = Depuis le { $from }, le score n'a pas bougé : { $after } sur 100.
moved-up = Depuis le { $from }, le score est monté de { $before } à { $after } ({ $gained } points).
moved-down = Depuis le { $from }, le score est descendu de { $before } à { $after } ({ $gained } points).
moved-because = Ce qui a bougé : { $list }.
moved-item = { $factor } { $points } ({ $causes })
moved-shared = nouveau partage avec les autres facteurs
moved-through-score = suit le score
moved-weights = Les pondérations ne sont plus les mêmes.
moved-method = La méthode n'est plus la même.
cause-layer = { $subject } : version { $after } de la couche au lieu de { $before }
cause-layer-new = { $subject } : examiné pour la première fois, version { $after } de la couche
cause-layer-gone = { $subject } : n'est plus examiné
cause-site = { $subject } : même couche, mais le contour du site ou ses habitations ont changé
cause-answer-new = { $question } : désormais connu
cause-answer-better = { $question } : mieux
cause-answer-worse = { $question } : moins bien
cause-answer-lost = { $question } : n'est plus connu
cause-weights = { $subject } : compté autrement par les pondérations

## À quoi tient un rang
sensitivity-weights = Nombres des pondérations qui déplacent le plus le rang ou le score, chacun d'un quart en moins et en plus : { $list }.
sensitivity-unknowns = Inconnu, et qui déplace le plus : { $list }.
sensitivity-nothing = Rien, pris seul, ne déplace ce rang ni ce score.
swing-item = { $what } (rang { $best } à { $worst }, score { $low } à { $high })
swing-item-score = { $what } (score { $low } à { $high })
parameter-rho = ce que les autres dangers ajoutent au pire
parameter-beta = ce que la vulnérabilité amplifie
parameter-F0 = part à partir de laquelle une zone compte pleinement
parameter-kappa = ce que compte la proximité d'une zone
parameter-unknown_mid = ce que compte un inconnu
parameter-v = valeur : { $of }
parameter-near_m = distance où cela cesse de compter : { $of }
parameter-d_in = distance jusqu'à laquelle cela compte pleinement : { $of }
parameter-d_out = distance à partir de laquelle cela ne compte plus : { $of }
parameter-cap = valeur la plus haute du questionnaire : { $of }
parameter-w = poids de la question : { $of }
parameter-good = bon seuil de la question : { $of }
parameter-bad = mauvais seuil de la question : { $of }

## Dispersion
dispersal-counts = { $households ->
        [one] { $households } ménage vit
       *[other] { $households } ménages vivent
    } dans { $used ->
        [one] { $used } quartier
       *[other] { $used } quartiers
    } sur { $units }.
dispersal-colocation = Deux d'entre eux pris au hasard partagent un quartier { $ratio } fois aussi souvent que par hasard (intervalle à 95 % : { $low } à { $high }).
dispersal-untold = La dispersion ne peut pas être mesurée : { $reason }.
dispersal-too_few = C'est trop peu pour juger.
dispersal-hidden = Trop peu de ménages pour être montrés au public.
dispersal-kept_back = Les indices ne sont pas communiqués au public : de petits effectifs pourraient en être déduits.
dispersal-evenness = D vaut { $d } ; le hasard seul donne { $chance }{ $band } : { $verdict ->
    [gathered] plus regroupés que par hasard
    [spread] plus dispersés que par hasard
   *[as_chance] rien ne le distingue du hasard
}{ $mainly }.
dispersal-band = {" "}({ $low } à { $high })
dispersal-given_out = Nombres tels que communiqués le { $day }, aucun de moins de { $least } ménages ; { $estimated ->
        [0] aucun n’est masqué
        [one] un quartier est masqué et estimé
       *[other] { $estimated } quartiers sont masqués et estimés
    }.
dispersal-mainly = , surtout { $places }
dispersal-and = { $first } et { $last }
dispersal-deprived = { $there } % vivent en quartier prioritaire, contre { $everybody } % de tous les ménages.
dispersal-deprived_and_offers = { $there } % vivent en quartier prioritaire, contre { $everybody } % de tous les ménages et { $offered } % des logements offerts.
dispersal-on_offers = Par rapport aux logements offerts, le rapport est de { $ratio } ({ $from } à { $to }) et D vaut { $d }, quand le hasard donne { $chance }{ $band } : { $verdict ->
    [gathered] regroupés au-delà de la répartition des logements
    [spread] plus dispersés que les logements
   *[as_chance] rien ne le distingue du hasard
}.
undefined-no_households = aucun quartier n'est habité
undefined-no_group = aucun ménage du programme n'est encore relogé
undefined-only_group = tous les ménages sont du programme
undefined-one_unit = un seul quartier est habité
undefined-one_household = un seul ménage ne forme pas de paire
undefined-nobody_shares = aucun quartier n'est partagé par deux ménages
undefined-not_whole = ce sont des quantités mesurées, pas des ménages
undefined-empty_unit = personne n'habite ce quartier
undefined-no_land = les quartiers n'ont pas de surface
undefined-no_neighbours = aucun quartier n'a de voisin
undefined-no_range = les quartiers ne laissent à cet indice aucun écart entre sa plus petite et sa plus grande valeur
undefined-one_category = tout le monde est d'une seule catégorie
undefined-too_few_categories = il y a trop peu de catégories ordonnées

## À côté du score
mark-danger = DANGER IMMINENT
mark-override = agent : { $class }
explain-override = Un agent lui donne la classe { $class } ({ $by }, { $on }, jusqu'au { $until }) : { $reason }. Le score reste celui qui a été calculé.
explain-danger = Danger imminent, déclaré par { $by } le { $on } jusqu'au { $until } : { $reason }.
explain-incidents = Au cours des 12 derniers mois : { $list }. Les incidents ne modifient pas le score.
explain-contact = À appeler : { $team }, { $ways }.
incidents-fire = { $count ->
        [one] un incendie
       *[other] { $count } incendies
    }
incidents-flood = { $count ->
        [one] une inondation
       *[other] { $count } inondations
    }
incidents-electrocution = { $count ->
        [one] une électrocution
       *[other] { $count } électrocutions
    }
incidents-collapse = { $count ->
        [one] un effondrement
       *[other] { $count } effondrements
    }
incidents-co_poisoning = { $count ->
        [one] une intoxication au monoxyde de carbone
       *[other] { $count } intoxications au monoxyde de carbone
    }
incidents-road = { $count ->
        [one] un accident de la route ou du rail
       *[other] { $count } accidents de la route ou du rail
    }
incidents-outbreak = { $count ->
        [one] une épidémie
       *[other] { $count } épidémies
    }
incidents-injury = { $count ->
        [one] un accident avec blessure
       *[other] { $count } accidents avec blessure
    }
incidents-violence = { $count ->
        [one] un acte de violence
       *[other] { $count } actes de violence
    }
incidents-eviction_without_order = { $count ->
        [one] une expulsion sans décision
       *[other] { $count } expulsions sans décision
    }
incidents-other = { $count ->
        [one] un autre incident
       *[other] { $count } autres incidents
    }

## Alertes
alert-subject = Alerte : { $settlements ->
        [one] { $settlements } site touché
       *[other] { $settlements } sites touchés
    }, { $households } ménages
alert-of-file = Prévision { $file } ({ $zones } zones), calculée le { $at }.
alert-of-grid = Prévision de hauteurs d’eau { $file }, calculée le { $at }.
alert-of-level = Zones inondables d'aléa { $severity } ou pire (version { $version } de la couche), calcul du { $at }.
alert-totals = Sites touchés : { $settlements } sur { $looked } ; ménages : { $households }, personnes : { $people } ; environ { $touched } ménages vivent sur le sol touché lui-même.
alert-uncounted = Pour { $uncounted } d'entre eux, personne n'a compté les ménages.
alert-settlement = { $place }. { $code } { $name } : { $share } % touchés, au pire { $severity } ; ménages { $households } (environ { $touched } sur le sol touché), personnes { $people }
alert-class = classe { $class }
alert-call = à appeler : { $team }, { $ways }
alert-nobody = à appeler : aucune équipe n'est chargée de ce site
alert-more = … et { $more } autres ; l'alerte elle-même les donne tous.
alert-care = Ce sont des lieux où vivent des personnes : ne transmettez ce message qu'à ceux qui en ont besoin.

## Réponses des visites
day = { $day }/{ $month }/{ $year }
reply-yes = oui
reply-no = non
reply-unknown = inconnu : personne ne savait
answer-none = non connu
answer-old = , assez ancien pour élargir les bornes
answer-map = mesuré sur la carte, pas sur le terrain : { $layer }
answer-map-at-least = au moins, mesuré sur la carte, pas sur le terrain : { $layer }
table-question = question
table-answer = réponse
table-source = date ou source
table-asks = demande
table-unit = se répond par
explain-answered = Répondu lors de visites du { $first } au { $last }.
explain-answered-once = Répondu lors d'une visite du { $first }.
explain-measured = Mesuré sur la carte en ligne droite, pas sur le terrain : { $list }.
measured-at = { $landmark } à { $distance }
measured-beyond = { $landmark } à { $distance } ou plus
unit-yes_no = oui ou non
unit-share = une part de 0 à 1 : 0,25 pour 25 %
unit-metres = des mètres, de 0 à 100 000
unit-litres_per_person_and_day = des litres par personne et par jour, de 0 à 1 000
unit-persons = le nombre de personnes qui s'en partagent un, de 0 à 100 000
unit-square_metres_per_person = des mètres carrés du site par personne, de 0 à 10 000
unit-number = un nombre

## Ce qu'une visite demande
ask-spacing_m = Combien de mètres séparent les habitations, à la plupart des endroits ?
ask-hydrant_m = Combien de mètres de tuyau jusqu'à la borne incendie la plus proche ?
ask-no_fire_engine_access = Un engin de secours ne peut-il PAS entrer ?
ask-combustible_share = Quelle part des habitations est en bois, toile, plastique ou carton ?
ask-improvised_energy = Les lignes électriques, poêles ou chauffages sont-ils improvisés ?
ask-health_centre_m = Combien de mètres à pied jusqu'au centre de santé le plus proche ?
ask-single_access = N'y a-t-il qu'un seul accès ?
ask-litres_pd = De combien de litres d'eau une personne dispose-t-elle par jour ?
ask-water_m = Combien de mètres à pied jusqu'à l'eau potable la plus proche ?
ask-persons_per_tap = Combien de personnes se partagent un robinet ?
ask-stagnant_water = De l'eau stagne-t-elle au sol ?
ask-persons_per_toilet = Combien de personnes se partagent une toilette en état de marche ?
ask-open_defecation = Les gens font-ils leurs besoins à l'air libre ?
ask-toilet_m = Combien de mètres entre l'habitation la plus éloignée et sa toilette ?
ask-toilets_unlit_or_unlocked = Les toilettes sont-elles SANS lumière ou sans verrou ?
ask-no_hand_washing = N'y a-t-il AUCUN endroit où se laver les mains au savon ?
ask-waste_piling = Des déchets s'accumulent-ils sur le site ou à côté ?
ask-no_bin_within_100m = N'y a-t-il AUCUN bac à moins de 100 m ?
ask-irregular_collection = La collecte est-elle irrégulière ou absente ?
ask-pests = Y a-t-il des rats ou d'autres nuisibles ?
ask-m2_per_person = De combien de mètres carrés du site une personne dispose-t-elle ?
ask-under5_share = Quelle part des personnes a moins de 5 ans ?
ask-reduced_mobility_share = Quelle part des personnes se déplace avec difficulté ?
ask-precarious_share = Quelle part des habitations ne résisterait pas à une tempête ?

## Le formulaire de visite
group-fire = Incendie
group-access = Accès des secours
group-water = Eau
group-excreta = Toilettes
group-waste = Déchets
group-space = Espace de vie
group-vulnerability = Les personnes et leurs habitations, comptées sans noms
method-on_site = sur place
method-remote = à distance
method-phone = par téléphone
method-imagery = sur image aérienne
form-settlement = Code du site
form-settlement-hint = Comme dans Jalon, par exemple S07
form-visited_on = Jour de la visite
form-visited_on-hint = Pas après aujourd'hui
form-not_later = Pas après aujourd'hui
form-by = Votre code ou rôle
form-by-hint = Par exemple agent-07 ; aucun nom n'est nécessaire
form-team = Votre équipe
form-method = Comment regardez-vous ?
form-nothing_changed = Tout est-il comme à la dernière visite ?
form-nothing_changed-hint = Oui date de nouveau chaque réponse connue ; non pose les questions
form-nobody = Demandé, et personne ne savait ?
form-note = Remarques ; ni nom, ni origine, ni maladie

# Propositions de logements
placing-headline = { $placed } familles sur { $asked } ont un logement proposé, parmi { $homes } logements offerts. Le calcul propose ; des personnes décident.
placing-proof-best = Aucune autre proposition n’est meilleure.
placing-proof-even = Aucune ne loge plus de familles, et aucune de celles-là n’est mieux répartie ; les trajets vers l’école et le travail pourraient être plus courts.
placing-proof-housed = Aucune ne loge plus de familles ; une meilleure répartition peut exister.
placing-proof-none = La recherche s’est arrêtée avant la preuve : une meilleure proposition peut exister.
placing-before = aujourd’hui
placing-after = proposé
placing-way-greedy = une à une
placing-way-lot = au sort (moyenne de 100)
placing-figure-families = familles relogées
placing-figure-neighbourhoods = quartiers
placing-figure-colocation = co-localisation (95 %)
placing-figure-dissimilarity = D (hasard)
placing-figure-deprived = en quartier prioritaire
placing-family = famille
placing-people = personnes
placing-danger = danger
placing-wishes = souhaits
placing-home = logement
placing-neighbourhood = quartier
placing-landlord = bailleur
placing-metres = mètres vers l’école et le travail
placing-taken = aucun : d’autres ont besoin des { $homes } logements qui conviennent
placing-ruled-size = taille
placing-ruled-step_free = marches
placing-ruled-danger = classe de danger D ou E
placing-ruled-refused = refusé
placing-ruled-wish = hors des souhaits
placing-ruled-travel = trop loin
placing-ruled-forbidden = écarté à la main
placing-ruled-nowhere = quartier inconnu
placing-clash = Ensemble, ces règles ne laissent pas un logement à chaque famille, et sans l’une d’elles toutes en auraient un : { $rules }.
placing-price-rule = sans cette règle
placing-price-placed = familles logées
placing-price-even = mieux réparti de
placing-price-metres = mètres en moins
placing-rule-cap_deprived = limite en quartier prioritaire
placing-rule-landlord_cap = limite du bailleur
placing-rule-locks = logements fixés à la main
placing-rule-forbids = logements écartés à la main
placing-rule-wishes = souhaits
placing-rule-refusals = refus
placing-rule-travel = distance de l’école et du travail
placing-rule-danger = aucun logement en classe de danger D ou E
placing-rule-step_free = logements sans marches
placing-rule-size = taille des logements
placing-rule-homes = trop peu de logements
## Couches
layer-settlements = Sites
layer-neighbourhoods = Quartiers
layer-flood = Inondation
layer-landslide = Glissements de terrain
layer-clay = Argiles gonflantes
layer-pprt = Risque industriel
layer-wildfire = Feux de forêt
layer-polluted_soil = Sols pollués
layer-other = Autre péril
layer-flood_depth = Hauteur d’eau
layer-railway = Voie ferrée
layer-motorway = Autoroute
layer-main_road = Route principale
layer-hv_line = Ligne à haute tension
layer-gas_pipeline = Gazoduc
layer-waste_dump = Dépôts de déchets
layer-hydrant = Bornes incendie
layer-water_point = Points d’eau
layer-health_centre = Centres de santé
layer-neighbourhoods_iris = Quartiers : IRIS
layer-neighbourhoods_grid = Quartiers : carroyage
layer-neighbourhoods_district = Quartiers : secteurs
layer-neighbourhoods_commune = Quartiers : communes
layer-neighbourhoods_school_area = Quartiers : secteurs scolaires
layer-neighbourhoods_other = Quartiers : autres
layer-flood_study = Inondation : ce qui a été étudié
layer-landslide_study = Glissements de terrain : ce qui a été étudié
layer-clay_study = Argiles gonflantes : ce qui a été étudié
layer-pprt_study = Risque industriel : ce qui a été étudié
layer-wildfire_study = Feux de forêt : ce qui a été étudié
layer-polluted_soil_study = Sols pollués : ce qui a été étudié
layer-other_study = Autre péril : ce qui a été étudié

## Les portes pour les programmes
ogc-title = Jalon
ogc-description = Les couches pour les cartes et les programmes, selon les normes OGC API : objets et tuiles.
ogc-api = Description de l'interface
ogc-conformance = Normes respectées
ogc-collections = Collections
ogc-collection = Version { $version }, importée le { $on }.
ogc-queryables = Noms pour filtrer
ogc-schema = Colonnes
ogc-found = { $returned } objets sur { $matched }.
ogc-tiles = Tuiles vectorielles
ogc-matrix-sets = Grilles de tuiles

## Légendes et cartes dessinées
legend-unscored = pas encore évalué
legend-cluster = plusieurs sites : combien, et un anneau de la couleur de la pire classe
map-foot = { $layers } · état du { $day }
map-name = Carte : { $layers }
map-scale-km = { $length } km
map-scale-m = { $length } m
legend-insufficient = données insuffisantes
legend-deprived = Quartier prioritaire
legend-quotient = Ménages relogés par rapport à une répartition égale
quotient-far_fewer = bien moins
quotient-fewer = moins
quotient-even = à peu près égal
quotient-more = plus
quotient-far_more = bien plus
quotient-hidden = masqué (petit nombre)
quotient-none = sans chiffre
quotient-range-far_fewer = moins de { $high }
quotient-range-fewer = { $low } à { $high }
quotient-range-even = { $low } à { $high }
quotient-range-more = { $low } à { $high }
quotient-range-far_more = { $low } et plus
significance-more = plus que le hasard, avec ses voisins
significance-fewer = moins que le hasard, avec ses voisins

# Registers of the work, their fields, and the words that stand in them.

## Rapports
group-mark = {"\u202F"}

## Effacement d'un ménage
erasure-title = Attestation d'effacement n° { $number }
erasure-who = Effacé le { $at } par { $by }
erasure-ground = Motif : { $ground }
erasure-ground-person-asks = demande des personnes concernées
erasure-ground-kept-in-error = conservé à tort
erasure-ground-time-is-up = durée de conservation écoulée
erasure-entries = Fiches effacées : { $count }
erasure-revisions = Versions antérieures effacées : { $count }
erasure-files = Photos et documents effacés : { $count }
erasure-mentions = Autres fiches qui ne nomment plus le ménage : { $count }
erasure-rows-of-files = Lignes de fichiers importés effacées : { $count }
erasure-kept = Restent des comptes, sans nom ni code : quartier, mois, issue. Les sauvegardes expirent sous 90 jours.
erasure-digest = Empreinte de l'attestation : { $digest }
erasure-head = Dans le journal des changements : { $head }

## Copie pour les personnes concernées
subject-title = Tout ce qui est conservé du ménage { $code }
subject-about = Copie remise aux personnes concernées : fiches, versions antérieures, photos et documents, et dates des consultations.
subject-revisions = versions conservées : { $count }
subject-placements = Logements tels que la carte les connaît
subject-looks = Consultations
subject-yes = oui
subject-no = non
significance-as_chance = comme le hasard
