# Booking by patients: from the reason to the confirmation, and by link.

path-label = Pasos
path-1 = Motivo
path-2 = Hora
path-3 = Usted
path-4 = Código

home-title = Pedir cita
home-lead = ¿Qué necesita?
home-nothing = La reserva en línea todavía no está abierta. La consulta le da cita por teléfono.
home-first = Desde el { $when }
home-full = Completo en línea por el momento: llame a la consulta
home-search = Buscar según mis días y mis horas
home-come = Cómo llegar
home-emergency = Este sitio no es para urgencias. En caso de urgencia, llame al 15 o al 112.

call-practice = Llamar a la consulta:

care-video = Por vídeo
care-at-practice = En la consulta
care-either = En la consulta o por vídeo, según el profesional
care-group = En grupo
care-length-minutes = De { $least } a { $most } minutos
care-length-range = De { $least } a { $most }
care-age-between = De { $min } a { $max } años, el día de la cita.
care-age-from = A partir de { $min } años, el día de la cita.
care-age-to = Hasta { $max } años, el día de la cita.
care-for-new = Para una primera visita a la consulta.
care-for-known = Para pacientes que ya han venido a la consulta.
care-for-new-with = Para una primera visita a este profesional.
care-for-known-with = Para pacientes que ya han visitado a este profesional.
care-for-new-within = Para quien no ha venido a la consulta desde hace { $months } meses.
care-for-known-within = Para pacientes que han venido a la consulta hace menos de { $months } meses.
care-for-new-with-within = Para quien no ha visitado a este profesional desde hace { $months } meses.
care-for-known-with-within = Para pacientes que han visitado a este profesional hace menos de { $months } meses.
care-conditions-differ = Las condiciones dependen del profesional.
care-needs-letter = Se necesita una carta o una receta de un médico.
care-professions = Para estas profesiones: { $list }.
care-approval = La consulta confirma cada solicitud: recibirá su respuesta por correo electrónico.
care-approval-some = Según el profesional, la consulta confirma antes su solicitud por correo electrónico.
care-approval-brief = Con el acuerdo de la consulta

times-back = Elegir otro motivo
times-with = Con
times-anybody = Me da igual
times-from = desde el { $day }
times-nothing-short = nada libre
times-wishes = Elegir mis días y mis horas
times-wishes-people = Elegir mis días y mis horas, o venir varios
times-people = ¿Para cuántas personas?
times-people-count = { $count ->
    [one] Una persona
   *[other] { $count } personas
}
times-then = { $before }, { $next }
times-and = { $before } y { $next }
times-together = Cada opción reserva una hora por persona, seguidas o al mismo tiempo.
times-show = Ver las horas
times-all = Todas las horas
times-first = Primeras horas libres
times-free = Horas libres
times-that-suit = Horas que le convienen
times-weeks = Otras semanas
times-earlier = Antes
times-later = Después
times-nothing = Por el momento no hay ninguna hora libre en línea. A veces la secretaría conoce otras.
times-nothing-suits = Ninguna hora libre coincide con estos días y estas horas. Amplíe su elección o llame.
times-opens = Se abren nuevas horas el { $when }, para citas a partir del { $day }.
times-opens-daily = Después, cada día a las { $hour } se abre un día más.
times-count = { $count ->
    [one] { $count } hora
   *[other] { $count } horas
}
search-change = Cambiar la búsqueda
times-no-care = Este motivo no se ofrece para reservar en línea. Elija otro o llame a la consulta.
times-no-practitioner = Este profesional no ofrece este motivo en línea. Elija a otra persona o llame a la consulta.

search-title = Buscar una hora
search-care = Motivo
search-practitioner = Con
search-mode = Dónde
search-mode-practice = En la consulta
search-mode-video = Por vídeo
search-any-mode = En la consulta o por vídeo
search-length = Duración
search-any-length = Cualquier duración
search-any-care = Todos los motivos
search-days = Los días que me convienen
search-after = A partir de
search-before = Antes de
search-any-hour = Cualquier hora
search-from = A partir del
search-seats = Número de plazas
search-button = Buscar
search-more = Ver todas las horas de este motivo
search-nothing = Ninguna hora libre coincide. Amplíe su búsqueda o llame a la consulta.

times-zone = Las horas son las de { $city }.
summary-zone = hora de { $city }
summary-your-zone = donde usted está:
summary-seats = { $seats } plazas

hold-unreadable = La hora pedida no se puede leer. Elíjala de nuevo en la lista. No se ha guardado nada.
lost-title = Esta hora no se puede reservar
lost-nearest = Las más cercanas
lost-others = Ver las demás horas

clock-until = Reservada para usted hasta las { $until } (quedan { $left })
clock-live = Reservada para usted, quedan
clock-over = El plazo ha pasado. Continúe: si la hora sigue libre, la volvemos a tomar para usted.
clock-renew = 5 minutos más
clock-release = Cambiar de hora

identity-title = ¿Quién viene?
identity-errors = Hay que revisar algunas respuestas:
identity-again = El plazo había pasado, pero la hora seguía libre: vuelve a estar reservada para usted. No se ha perdido nada de lo que ha escrito.
identity-offers-hint = Lo que ha escrito se conserva: elija una hora y continuamos.
identity-for-me = Para mí
identity-for-other = Para otra persona
identity-for-hint = Para otra persona, indique su nombre y su fecha de nacimiento, y el correo electrónico de usted.
identity-born-hint = Por ejemplo: 17/05/1980
identity-born-malformed = Escriba la fecha así: 17/05/1980.
identity-email-hint = Le enviamos ahí un código de confirmación de seis cifras.
identity-email-malformed = La dirección no está completa. Tiene esta forma: nombre@ejemplo.es
identity-phone-hint = Para avisarle si hay algún imprevisto.
identity-optional = (opcional)
identity-kind-new = No, es la primera vez
identity-kind-no = No
identity-kind-known = Sí
identity-choose = Elija
identity-referral = Tengo una carta o una receta de un médico, válida el día de la cita.
identity-referral-missing = Esta cita requiere una carta o una receta de un médico. Sin ella, llame a la consulta.
identity-not-for = Este motivo no es adecuado. { $condition }
identity-next = La visita siguiente: { $care }
identity-next-number = Visita { $number }: { $care }
identity-next-required = Se reserva al mismo tiempo que la primera.
identity-next-optional = Puede reservarla ahora mismo.
identity-next-later = Más tarde
identity-next-missing = Elija la hora de la visita siguiente.
identity-consent = Acepto que la consulta guarde estos datos para esta cita y me envíe los mensajes relacionados con ella.
identity-consent-link = Cómo se usan sus datos
identity-consent-missing = Sin su consentimiento no se puede reservar la cita en línea.
identity-send = Recibir mi código
identity-then = La cita queda reservada cuando escribe el código, no antes.
identity-person = Persona { $number }
identity-family-same = (si es otro)
identity-person-twice = Esta persona ya figura más arriba.

field-for = ¿Para quién es esta cita?
field-given = Nombre
field-family = Apellidos
field-born = Fecha de nacimiento
field-email = Correo electrónico
field-phone = Teléfono
field-kind = ¿Ha venido ya a la consulta?
field-kind-with = ¿Ha visitado ya a { $name }?
field-kind-within = ¿Ha venido a la consulta hace menos de { $months } meses?
field-kind-with-within = ¿Ha visitado a { $name } hace menos de { $months } meses?
field-profession = Profesión
field-referral = Carta del médico
field-consent = Consentimiento

code-title = Su código
code-lead = Acabamos de enviar un código de seis cifras a { $email }. Escríbalo aquí para confirmar la cita.
code-label = Código de seis cifras
code-send = Confirmar la cita
code-nothing = ¿No ha recibido nada? Mire en el correo no deseado. El código es válido durante diez minutos.
code-again = Enviar otro código
code-sent-again = Le hemos enviado un código nuevo. Solo vale el último.
code-correct = Corregir mis datos
code-demo = Demostración: no se envía ningún correo.
code-demo-link = Leer el correo

done-title = Su cita está reservada
done-title-all = Sus citas están reservadas
done-title-requested = Su solicitud se ha enviado
done-lead = Enviamos una confirmación a { $email }, con un enlace para cambiar o anular.
done-lead-requested = La consulta todavía tiene que aceptarla. Mientras tanto, la hora está reservada para usted; recibirá la respuesta por correo electrónico.
done-next = Visita siguiente
done-also = Reservada al mismo tiempo
done-also-open = Cambiarla o anularla
done-calendar = Añadir a mi calendario
done-manage = Cambiar o anular
done-bring = Conviene saber
done-free-until = Puede cambiar o anular libremente hasta el { $when }.
done-soon = ¿No puede venir? Avise a la consulta lo antes posible, con este enlace o por teléfono: la hora servirá a otra persona.

manage-title = Su cita
manage-hello = { $name }, esta es su cita
manage-no-link = Para ver, cambiar o anular una cita, abra el enlace que está en el correo de confirmación. ¿No lo encuentra? Llame a la consulta.
manage-moved = Su cita ha cambiado. Le enviamos una confirmación por correo electrónico.
manage-off = Esta cita no tendrá lugar: se ha anulado.
manage-past = Esta cita ya ha pasado o está en curso.
manage-requested = La consulta todavía no ha respondido a su solicitud. Mientras tanto, la hora está reservada para usted.
manage-out-of-step = Ya no se respeta el intervalo con esta visita. Cámbiela también o llame a la consulta.
manage-next = Ver esta visita
manage-move = Elegir otra hora
manage-cancel = Anular esta cita
manage-cancel-text = La hora se propondrá enseguida a otra persona.
manage-cancel-next = Anular también la visita siguiente
manage-cancel-send = Sí, anular
manage-announce = Avisar de que no vendré
manage-announce-text = El plazo para anular ha pasado (era el { $when }). Avise de todos modos: la hora servirá a otra persona. La anulación se contará como tardía.
manage-announce-send = No vendré
manage-again = Pedir otra cita

fact-lead = Para proteger sus datos, responda a una pregunta.
fact-label = Las tres primeras letras del apellido o la fecha de nacimiento
fact-hint = De la persona que tiene la cita. Por ejemplo: MAR o 17/05/1980
fact-send = Ver la cita

new-time-title = Elegir otra hora
new-time-lead = Su cita actual sigue reservada hasta que elija otra.
new-time-back = Volver a la cita
new-time-stays = Su cita actual no ha cambiado.

cancelled-title = Su cita está anulada
cancelled-lead = Gracias por avisar: la hora servirá a otra persona.
cancelled-late = Gracias por avisar. Como el plazo ha pasado, la anulación se cuenta como tardía.
cancelled-next = La visita siguiente sigue reservada. Para anularla también, abra el enlace de su correo de confirmación.

denied-slot-taken = Otra persona acaba de reservar esta hora.
denied-not-offered = Esta hora no se ofrece: ya ha pasado, está demasiado cerca o fuera del horario de apertura.
denied-not-found = Este enlace ya no es válido: la cita ha pasado o se ha anulado, o la dirección está incompleta.
denied-hold-expired = La hora ya no está reservada para usted. Elija una en la lista.
denied-already-renewed = El plazo ya se ha ampliado una vez.
denied-too-many-holds = Hay demasiadas horas reservadas al mismo tiempo desde su conexión o para su correo electrónico. Termine una reserva en curso, espere cinco minutos o llame a la consulta.
denied-day-held = Muchas personas están eligiendo una hora de este día en este momento. Vuelva a intentarlo dentro de un minuto: quedan horas libres cuando alguien renuncia. También puede elegir otro día o llamar a la consulta.
denied-wrong-code = Este código no es correcto. { $left ->
    [one] Le queda un intento.
   *[other] Le quedan { $left } intentos.
}
denied-code-expired = Este código ya no es válido. Pida uno nuevo.
denied-code-lost = Cinco códigos incorrectos: por seguridad, la hora ha quedado libre. Pida un código nuevo: si la hora sigue libre, la volvemos a tomar para usted.
denied-too-many-codes = Ya se ha enviado un código a esta dirección. Espere un minuto antes de pedir otro; tres al día como máximo.
denied-second-fact = La respuesta no corresponde a esta cita. Compruébela; después de varios errores, espere unos minutos.
denied-patient-busy = La misma persona ya tiene otra cita a esa hora.
denied-not-eligible = En su situación, este motivo no se puede reservar en línea. La consulta le atiende por teléfono.
denied-limit = Se ha alcanzado el número de citas posibles en línea. La consulta le atiende por teléfono.
denied-by-phone = Esta cita no se puede reservar en línea. La consulta le atiende por teléfono.
denied-wrong-state = Ya no es posible: la situación ha cambiado mientras tanto. No se ha modificado nada.
denied-clock = El servicio está arrancando y todavía no sabe la hora exacta. No se ha guardado nada; vuelva a intentarlo dentro de un minuto.
denied-next-taken = Otra persona acaba de tomar la hora de la visita siguiente. Elija otra y confirme: su código sigue siendo válido.

closed-title = La reserva en línea no está abierta
closed-text = Esta consulta todavía no envía correos: se muestran las horas libres, pero la cita se pide por teléfono.

offered-title = Elija otra hora
offered-lead = La consulta no podrá atenderle a la hora prevista, indicada abajo. Estas son otras horas:
offered-none = Las horas propuestas ya no están libres. Llame a la consulta para acordar otro momento.
offered-until = Responda antes del { $when }: hasta entonces, estas horas no están reservadas para usted. ¿Ninguna le conviene? Llame a la consulta.

manage-confirm = Vendré
manage-confirmed = Ha confirmado que vendrá ({ $when }). Gracias.
manage-missed = La consulta ha anotado que no vino a esta cita.
manage-missed-count = { $count ->
    [one] Es una cita perdida en los últimos meses.
   *[other] Son { $count } citas perdidas en los últimos meses.
}
manage-contest = ¿No es exacto?
manage-contest-words = ¿Qué pasó?
manage-contest-hint = En pocas palabras, sin detalles médicos. La consulta leerá su respuesta y decidirá.
manage-contest-send = No estoy de acuerdo
manage-contest-waits = Su respuesta ha llegado. La consulta la leerá.
manage-contest-excused = La consulta ha aceptado su explicación: esta ausencia no cuenta.
manage-contest-kept = La consulta ha leído su respuesta y mantiene la ausencia. Puede llamar para hablar de ello.

denied-questions = Responda primero a las preguntas que se hacen antes de las horas.
video-room = Enlace de la videollamada
questions-lead = Unas preguntas antes de elegir una hora.
questions-missing = Falta una respuesta.
questions-send = Ver las horas libres
questions-privacy = Sus respuestas sirven solo a la consulta, y solo si pide una cita.
questions-answered = Su respuesta
questions-stopped = Según su respuesta, esta cita no se pide en línea.
questions-other = Según su respuesta, conviene más otra cita:
questions-phone = Según su respuesta, conviene más otra cita. Llame a la consulta, que se la dará.

patience-title = Espere { $seconds ->
    [one] { $seconds } segundo
   *[other] { $seconds } segundos
}, por favor
patience-why = En este momento llegan muchas solicitudes, o vienen de la misma conexión que la suya. Esta breve espera mantiene la agenda libre para los pacientes.
patience-how = Normalmente la página continúa sola. Si no, espere { $seconds ->
    [one] { $seconds } segundo
   *[other] { $seconds } segundos
} y pulse «Continuar».
patience-go = Continuar
patience-kept = No se pierde nada de lo que ha elegido o escrito.
patience-working = Un momento: la página continúa sola.

identity-code-by = Recibir el código
identity-code-email = Por correo electrónico
identity-code-text = Por SMS
identity-code-hint = Por SMS basta su número de móvil: la dirección de correo puede quedar vacía.
identity-phone-fixed = Este número es de un teléfono fijo: no recibe SMS. Dé un móvil o elija el correo electrónico.
identity-phone-foreign = No enviamos SMS a este número. Dé otro móvil o elija el correo electrónico.
code-nothing-text = ¿No ha recibido nada? Compruebe el número y que su teléfono tenga cobertura. El código vale diez minutos.
