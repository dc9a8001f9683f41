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
explain-factor = facteur
explain-points = points
explain-value = valeur [bas-haut]
explain-from = source
explain-no-layer = aucune couche de ce péril n'a été importée
explain-not-covered = hors de ses zones
explain-far = hors de portée
explain-outside = hors du secteur étudié : inconnu
explain-unanswered = personne n'y a encore répondu : inconnu
explain-assessed = évalué le
explain-method = méthode
explain-weights = pondérations
