# What a patient can do by the own link beside moving and cancelling.

delay-title = ¿Va a llegar tarde?
delay-lead = Diga cuánto: la consulta lo ve enseguida.
delay-again = ¿Ha cambiado? Cuenta el último retraso que haya indicado.
delay-button = { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}
delay-told = Ha avisado de un retraso de { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}. La consulta lo sabe y le espera hacia las { $hour }.
delay-enough = Venga: se le atenderá, quizá un poco más brevemente.
delay-short = Quizá quede muy poco tiempo para atenderle: llame a la consulta antes de venir.
delay-beyond = Es demasiado tarde para avisar aquí de un retraso: llame a la consulta.
delay-phone = ¿Alguna pregunta? Llame a la consulta al

again-title = Volver a pedir cita
again-hello = Volver a pedir cita, { $name }
again-known = Hola, { $name }. Este dispositivo le conoce: elija la hora, confirme y eso es todo.
again-lead = Elija la hora: no hay nada que rellenar.
again-other = Para otra persona
again-others = Por otro motivo
again-together = Para las mismas personas ({ $count })
again-alone = Solo para mí
again-confirm-title = Confirmar la cita
again-confirm-hello = { $name }, ¿es correcto?
again-confirm-lead = Esta hora está reservada para usted hasta las { $until }.
again-confirm-send = Confirmar
again-consent-new = La información sobre los datos personales ha cambiado desde la última vez.
again-consent-missing = Lea la información y después marque la casilla para confirmar.
again-done = Queda anotado, { $name }. Le enviamos una confirmación por correo electrónico, con el enlace para cambiar o anular.
again-requested = Su solicitud se ha enviado, { $name }. La hora está reservada para usted; la consulta le responde por correo electrónico.

mine-title = Mi calendario, mis datos
mine-device = La próxima vez
mine-device-lead = Este dispositivo puede recordarle durante seis meses: elegirá la hora sin rellenar nada. Mostrará su nombre de pila, nada más.
mine-device-shared = Nunca en un dispositivo compartido.
mine-device-remember = Recordar este dispositivo
mine-device-known = Este dispositivo le recuerda: la primera página le propone volver a pedir cita.
mine-device-forget = Olvidar este dispositivo
mine-device-forget-all = Olvidar todos mis dispositivos
mine-device-privacy = Si lo ha pedido, este dispositivo guarda durante seis meses una cookie que le reconoce; la primera página permite borrarla.
mine-feed = Mis citas en mi calendario
mine-feed-lead = Una dirección secreta que su calendario sigue: sus próximas citas, con el nombre de la consulta, la dirección y la hora. Ni el motivo ni el profesional.
mine-feed-make = Crear la dirección
mine-feed-again = Crear una dirección nueva
mine-feed-end = Eliminar la dirección
mine-feed-made = La dirección está lista. Solo se muestra una vez; una dirección anterior ya no funciona.
mine-feed-open = Abrir en mi calendario
mine-feed-copy = O copie esta dirección en «Suscribirse a un calendario»:
mine-data = Mis datos
mine-data-lead = Para entregar todos los datos guardados, la consulta comprueba también su correo electrónico: se le envía ahí un código de seis cifras.
mine-data-phone = La consulta no tiene un correo electrónico suyo: llame para recibir sus datos o hacer que se borren.
mine-code = Recibir un código
mine-code-send = Abrir mis datos
mine-code-over = Este código ya no es válido. Pida otro.
mine-data-open = Todo lo que la consulta guarda sobre usted para las citas, para leer o para un programa.
mine-data-html = Descargar para leer
mine-data-json = Descargar para un programa
mine-erase = Pedir que se borren mis datos
mine-erase-lead = La consulta lee la petición y decide: la ley la obliga a guardar algunos datos. Le responde por correo electrónico, en un mes como máximo. Sus próximas citas se mantienen mientras no las anule.
mine-erase-send = Pedir el borrado
mine-erase-waits = Ha pedido el borrado ({ $when }). La consulta responderá por correo electrónico.
mine-erase-answered = Ha pedido el borrado ({ $when }). La consulta ha respondido:
mine-done-device = Este dispositivo le recuerda.
mine-done-forgotten = Sus dispositivos se han olvidado.
mine-done-ended = La dirección ya no funciona: su calendario ya no sigue sus citas.
mine-done-code = Le enviamos el código por correo electrónico. Es válido durante diez minutos.
mine-done-open = Su correo electrónico está comprobado.
mine-done-asked = Su petición se ha enviado. La consulta responde por correo electrónico.

letter-subject-erased = Sus datos están borrados
letter-erased = Como había pedido, la consulta ha borrado sus datos de su agenda. Este mensaje es el último.
letter-subject-not-erased = Su petición de borrado
letter-not-erased = Ha pedido que se borren sus datos. La consulta no los borra, por este motivo:
reminded-title = Recordatorios
reminded-lead = Le recordamos sus citas con antelación. Sin recordatorio, siguen reservadas.
reminded-email-on = Por correo electrónico: los recibe.
reminded-email-off = Por correo electrónico: no quiere recibirlos.
reminded-sms-on = Por SMS: los recibe.
reminded-sms-off = Por SMS: no quiere recibirlos.
reminded-email-stop = No recibir más por correo electrónico
reminded-email-start = Recibirlos por correo electrónico
reminded-sms-stop = No recibir más por SMS
reminded-sms-start = Recibirlos por SMS
reminders-off-title = No recibir más recordatorios
reminders-off-lead = Ya no le recordaremos sus citas por correo electrónico. Siguen reservadas, y las confirmaciones le seguirán llegando.
reminders-off-send = No recibir más recordatorios
reminders-off-done = Hecho: no recibirá más recordatorios por correo electrónico. Sus citas siguen reservadas.
reminders-off-unknown = Este enlace no es válido. Abra su cita por su enlace o llame a la consulta.
