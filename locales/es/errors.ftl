# Pages that say what went wrong, and what is wrong with a field.

error-label = Error
error-incident = Número que debe dar a la consulta:
error-title-400 = Esta solicitud no se puede leer
error-title-403 = Esta acción no está permitida
error-title-404 = Esta página no existe
error-title-405 = Esta página no se usa de este modo
error-title-408 = La conexión es demasiado lenta
error-title-409 = La situación ha cambiado mientras tanto
error-title-410 = Este enlace ya no es válido
error-title-413 = El envío es demasiado grande
error-title-421 = Este sitio no responde en esta dirección
error-title-422 = Algunas respuestas no son adecuadas
error-title-429 = Demasiadas solicitudes en poco tiempo
error-title-500 = Se ha producido un error por nuestra parte
error-title-503 = El servicio no está disponible por el momento
error-detail-400 = Vuelva al inicio y empiece de nuevo. Si el problema continúa, llame a la consulta.
error-detail-404 = Quizá la dirección está incompleta o la página se ha retirado.
error-detail-408 = Su solicitud no ha llegado completa. Compruebe su conexión y vuelva a intentarlo.
error-detail-413 = Reduzca el tamaño de lo que envía y vuelva a intentarlo.
error-detail-500 = No se ha guardado nada. Vuelva a intentarlo dentro de un momento; si el problema continúa, llame a la consulta.
error-detail-503 = No se ha guardado nada. Vuelva a intentarlo dentro de un minuto.
error-foreign-origin = La solicitud no viene de una página de este sitio. No se ha cambiado nada.
error-wait = Espere { $minutes ->
    [one] un minuto
   *[other] { $minutes } minutos
} y vuelva a intentarlo. También puede llamar a la consulta.

field-missing = Debe rellenarlo.
field-too-long = Demasiado largo: { $max } caracteres como máximo.
field-character = El carácter «{ $character }» no se admite aquí.
field-malformed = La forma no es correcta. Compruebe lo que ha escrito.
field-out-of-range = Indique un valor entre { $min } y { $max }.
field-unknown-choice = Elija una de las opciones propuestas.
field-social-security = No indique ningún número de seguridad social: aquí nunca se pide.
field-end-before-start = El final debe ser posterior al comienzo.
field-taken = Ya está en uso: elija otra cosa.
error-disk-full = No se ha guardado nada: al ordenador de la consulta no le queda espacio libre. Llame a la consulta.
