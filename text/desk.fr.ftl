# Les pages du bureau qui se chargent à l’ouverture : le tableau du relogement, les instruments de la carte.

desk-board = Tableau
desk-registers = Registres
board-title = Où en est chaque ménage
board-intro = Les ménages par étape au { $day }, et ce qui attend quelqu’un. Les ménages sont des codes, jamais des noms ; rien ne reste dans ce navigateur.
board-not-yours = Votre compte ne lit rien des ménages : il n’y a pas de tableau pour vous.
board-settlement = Site
board-every-settlement = tous les sites
board-none = Aucun ménage pour l’instant.
board-none-do = Ajoutez des ménages dans leur registre, ou versez-en un fichier sous Administration.
board-none-here = Aucun ménage de ce site que vous puissiez lire.
board-waiting = Ce qui attend
board-follow-ups = Suivis à faire
board-proposals = Propositions sans réponse
board-moves = Déménagements prévus
board-count = { $late ->
    [0] { $total }
   *[other] { $total }, dont { $late } en retard
}
board-nothing-waits = Rien n’attend ici.
board-all-of-them = Les { $total } dans le registre
board-on-the-way = Vers un logement
board-other-ways = Autres issues
board-households = { $total ->
    [one] { $state } : { $total } ménage
   *[other] { $state } : { $total } ménages
}
board-empty-stage = Aucun ménage
board-people = { $size ->
    [one] { $size } personne
   *[other] { $size } personnes
}
board-rooms = { $rooms ->
    [one] { $rooms } pièce
   *[other] { $rooms } pièces
}
board-rent = jusqu’à { $rent }
board-ground-floor = rez-de-chaussée
board-step-free = sans marche
board-school = école à proximité
board-needs = Besoins
board-changed = écrit pour la dernière fois le { $day }
board-from = site { $code }
board-late = en retard
board-wait-follow_up = Suivi { $code }
board-wait-proposal = Proposition { $code }
board-wait-move = Déménagement { $code }
board-due = échéance le { $day }
board-months = { $months } mois après le déménagement
board-open-household = Ménage { $code }

tools-close = Fermer
tool-here = Qu’y a-t-il ici ?
tool-measure = Mesurer
tool-day = Un autre jour
tool-classes = Classes de couleurs
tool-take = Emporter la carte
here-find = Un lieu, par son nom ou ses coordonnées
here-help = Un site, un quartier ; 43,6045 ; 1,4440, 43°36′16″N 1°26′38″E, ou des mètres en Lambert-93.
here-found = Lieux trouvés
here-none = Rien ici ne porte ce nom, et ce ne sont pas des coordonnées.
here-middle = Le milieu de la carte
here-how = Cliquez sur la carte, ou nommez un lieu : chaque couche dit ce qui s’y trouve et à quelle distance est le plus proche.
here-title = En ce lieu
here-title-in = En ce lieu, { $name }
here-place = { $lat } nord, { $lon } est
here-ground = Le terrain seul : { $score } sur 100 ({ $low } à { $high }), avant toute visite
here-no-layers = Il n’y a pas encore de couche de dangers.
here-here-zone = ici, { $severity }
here-here-plain = ici
here-near-zone = à { $distance }, { $severity }
here-near-plain = à { $distance }
here-clear = rien à moins de { $reach }
here-unmapped = Personne n’a étudié ce lieu pour : { $layers }. Cela ne dit rien du danger.
here-depth = jusqu’à { $depth } m d’eau
here-source = { $source }, version { $version }, { $day }
measure-length = Longueur
measure-area = Surface
measure-how = Cliquez sommet après sommet sur la carte, ou déplacez la carte et prenez son milieu.
measure-corners = { $corners ->
    [0] Aucun sommet pour l’instant.
   *[other] Un sommet ; le suivant fera une ligne.
}
measure-ring = { $area }, { $around } de tour
measure-m2 = { $area } m²
measure-ha = { $area } ha
measure-middle = Ajouter le milieu de la carte
measure-back = Reprendre le dernier
measure-clear = Recommencer
day-how = Le classement et la carte tels qu’ils étaient le soir d’un jour : par les évaluations, les contours et les statuts d’alors.
day-none = Rien n’a été évalué avant aujourd’hui : il n’y a encore rien à revoir.
day-slider = Jours où quelque chose a été évalué
day-today = aujourd’hui
day-any = Un jour quelconque
classes-how = Colorez les quartiers selon vos propres classes. Le lien les garde.
classes-own = comme la page colore d’elle-même
classes-figure = Chiffre
classes-figure-quotient = fois une répartition égale
classes-figure-rate = relogés pour 1 000 ménages
classes-method = Bornes
classes-method-jenks = naturelles (Jenks)
classes-method-quantile = autant dans chaque classe (quantiles)
classes-method-equal = de même largeur
classes-method-manual = à la main
classes-count = Classes
classes-by-hand = Bornes, séparées par ;
classes-none = Toutes les valeurs sont égales, ou masquées : il y a une seule classe.
classes-breaks = Bornes à { $breaks }.
classes-untold = { $untold ->
    [one] { $untold } quartier n’a pas de chiffre communicable et n’est dans aucune classe.
   *[other] { $untold } quartiers n’ont pas de chiffre communicable et ne sont dans aucune classe.
}
classes-histogram = Histogramme des chiffres, de { $low } à { $high }, avec les bornes
take-how = Ce que montre la carte, établi par le serveur : avec légende, échelle et date.
take-not-day = Le fichier montre la carte d’aujourd’hui, non celle du jour choisi.
take-not-classes = Le fichier colore les quartiers comme la page d’elle-même, non selon les classes choisies.
take-format = Fichier
take-png = image (PNG)
take-a4 = A4, avec titre et sources (PDF)
take-a3 = A3, avec titre et sources (PDF)
take-title = Titre de la feuille
take-do = Emporter
take-no-layers = Cochez une couche : il n’y a rien à dessiner.

import-title = Un fichier devient une couche
import-intro = Déposez un fichier pour voir ce qu’il deviendrait. Rien n’est enregistré avant votre accord ; c’est alors une nouvelle version de la couche, entière ou pas du tout.
import-layer = Couche
import-drop = Déposez un fichier ici, ou choisissez-en un : GeoJSON, GeoPackage, Shapefile (zip), FlatGeobuf, CSV ou KML
import-chosen = Choisi : { $name }
import-reading = Lecture de { $name } ; rien n’est enregistré…
import-storing = Enregistrement de { $name } et réévaluation des sites…
import-tried = { $accepted } enregistrements sur { $read } deviendraient « { $layer } ». Rien n’est encore enregistré.
import-stored = { $accepted } enregistrements sur { $read } sont enregistrés comme « { $layer } ».
import-stored-do = C’est désormais la version courante ; la précédente est gardée. Pour y revenir, versez de nouveau son fichier.
import-format = { $format }, { $crs } ; { $mended } réparés, { $refused } refusés
import-record = Enregistrement { $number }
import-columns = De quelle colonne chaque champ est lu
import-field = Champ
import-column = Colonne du fichier
import-column-of = Colonne pour { $field }
import-no-columns = Aucune colonne du fichier n’est lue : seuls les contours le sont.
import-left-out = Ni lues ni enregistrées : { $columns }.
import-crs = Système de référence, si le fichier ne le dit pas ou se trompe
import-again = Relire
import-store = Enregistrer comme « { $layer } »
import-add = Garder ce que contient la couche et y ajouter ceci (zones, lignes, points)
import-no-shapes = Cette sorte de fichier n’a pas de contour à dessiner : les logements des ménages ne figurent sur aucune carte.
import-drawing = Les { $shown } premiers contours du fichier sur les quartiers
import-shown = { $shown } contours dessinés sur { $accepted }.
import-away = Aucun n’est près des quartiers : vérifiez le système de référence.
