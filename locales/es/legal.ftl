# Pages that the law asks for: legal notice, cookies, accessibility.

footer-legal = Aviso legal
footer-accessibility = Accesibilidad

legal-title = Aviso legal
legal-publisher = Quién publica este sitio
legal-no-address = La consulta todavía no ha indicado su dirección.
legal-siret = SIRET (número francés de empresa):
legal-rpps = Números RPPS (registro francés de profesionales sanitarios)
legal-director = Responsable de la publicación
legal-no-director = La consulta todavía no lo ha indicado.
legal-host = Alojamiento
legal-own-host = La consulta aloja ella misma este sitio, en su propio aparato. Ninguna otra empresa guarda datos en él.
legal-software = Programa
legal-software-text = Este sitio funciona con Grappe, un programa libre (licencia AGPL 3.0 o posterior). No llama a ningún otro sitio ni mide ninguna audiencia.

cookies-domain = Cada una se crea solo cuando hace falta, solo la lee este sitio y desaparece al cabo del tiempo indicado.

cookie-lang = el idioma que ha elegido, un año
cookie-browser = le reconoce mientras reserva, 12 horas
cookie-hold = la hora que reservamos para usted, 30 minutos
cookie-answers = sus respuestas a las preguntas del motivo, cifradas, 2 horas
cookie-link = el enlace personal que ha abierto, 30 minutos
cookie-pass = ha demostrado que este enlace es suyo, 30 minutos
cookie-offer = la propuesta que ha abierto, 30 minutos
cookie-offer-pass = ha demostrado que es para usted, 30 minutos
cookie-join = su petición de inscripción en la lista de espera, 30 minutos
cookie-waiting = el lugar en la lista de espera que ha abierto, 30 minutos
cookie-waiting-pass = ha demostrado que es el suyo, 30 minutos
cookie-again = para volver a pedir cita justo después, 30 minutos
cookie-file = ha demostrado su dirección de correo para abrir sus datos, 30 minutos
cookie-device = le reconoce la próxima vez, solo si usted lo ha pedido, seis meses
cookie-desk = la sesión de una persona de la consulta, 12 horas como máximo
cookie-invited = la invitación de una persona de la consulta, hasta que elige su contraseña
cookie-kiosk = la tableta de la sala de espera, 400 días

data-who = Quién es responsable
data-contact = Sobre sus datos, escriba a: { $contact }.

accessibility-title = Accesibilidad
accessibility-lead = { $practice } quiere que todas las personas puedan pedir cita aquí (artículo 47 de la ley francesa n.º 2005-102, de 11 de febrero de 2005). Esta declaración se refiere a las páginas de citas.
accessibility-state = Estado de conformidad
accessibility-state-not-audited = No se ha hecho ninguna auditoría: según la norma francesa de accesibilidad (RGAA 4.1), el sitio es por tanto «no conforme».
accessibility-state-none = El sitio no es conforme con la norma francesa de accesibilidad (RGAA 4.1): se cumplen menos de la mitad de los criterios.
accessibility-state-partial = El sitio es parcialmente conforme con la norma francesa de accesibilidad (RGAA 4.1): se cumplen al menos la mitad de los criterios.
accessibility-state-full = El sitio es totalmente conforme con la norma francesa de accesibilidad (RGAA 4.1): se cumplen todos los criterios.
accessibility-tests = Resultados de las pruebas
accessibility-no-audit = Nadie ha comprobado todavía este sitio según la norma.
accessibility-audit = El sitio se comprobó el { $date }.
accessibility-auditor = Comprobado por: { $who }.
accessibility-done = El fabricante del programa comprueba cada página de forma automática antes de cada versión: contrastes, nombres de los campos, uso con el teclado, lectura sin JavaScript. Eso no sustituye a una auditoría.
accessibility-not = Contenidos no accesibles
accessibility-made = Sobre esta declaración
accessibility-dated = Esta declaración se hizo el { $date }.
accessibility-undated = La consulta todavía no ha completado esta declaración.
accessibility-means = Tecnologías: HTML y CSS; JavaScript no es necesario.
accessibility-contact = Mejoras y contacto
accessibility-contact-text = Si algo le impide pedir cita aquí, dígaselo a la consulta: le dará la cita de otro modo.
accessibility-remedy = Vías de recurso
accessibility-remedy-text = Si ha comunicado un defecto de accesibilidad que le impide usar una página y no ha recibido una respuesta satisfactoria, puede:
accessibility-remedy-form = escribir al Défenseur des droits (el defensor del pueblo francés) con su formulario (formulaire.defenseurdesdroits.fr);
accessibility-remedy-person = acudir al delegado del Défenseur des droits de su región;
accessibility-remedy-post = enviarle una carta, gratis y sin sello (desde Francia): Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.
