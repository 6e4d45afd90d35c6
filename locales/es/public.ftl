# Pages for patients.

privacy-title = Sus datos
privacy-lead = La consulta gestiona ella misma este sitio, en su propio aparato. Ninguna otra empresa ve sus citas.
privacy-what = Qué guardamos
privacy-what-text = Sus apellidos, su nombre, su fecha de nacimiento, su correo electrónico o su teléfono y la fecha de sus citas. No pedimos número de seguridad social, ni documentos, ni ninguna descripción de su estado de salud.
privacy-why = Para qué
privacy-why-text = Para llevar la agenda de la consulta y avisarle: confirmación, recordatorio, cambio. Para nada más.
privacy-how-long = Durante cuánto tiempo
privacy-how-long-text = Una solicitud sin confirmar se borra a las 24 horas; un código de confirmación, a los 10 minutos. { $months ->
    [0] La cita y sus datos de contacto se guardan mientras la consulta los necesite para atenderle.
   *[other] Después, la consulta borra las fichas que llevan { $months } meses sin citas. Su historia clínica se lleva aparte, con sus propios plazos.
}
privacy-rights = Sus derechos
privacy-rights-text = Puede ver sus datos, hacer que se corrijan o se borren, u oponerse a su uso: escriba a la consulta o llame por teléfono. Deben responderle en el plazo de un mes. También puede dirigirse a la autoridad francesa de protección de datos (CNIL).
privacy-cookies = Cookies
privacy-cookies-text = Solo se usan cookies indispensables; ninguna sigue a nadie y ninguna sirve para la publicidad.

demo-outbox-title = Bandeja de salida de la demostración
demo-outbox-lead = La demostración no envía ningún correo. Estos son los que recibirían los pacientes, primero el más reciente.
demo-outbox-again = Actualizar
demo-outbox-empty = Todavía no hay ningún mensaje. Pida una cita: el código aparecerá aquí.
demo-outbox-to = Para { $to }, { $when }
