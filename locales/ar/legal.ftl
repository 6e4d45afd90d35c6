# Pages that the law asks for: legal notice, cookies, accessibility.

footer-legal = معلومات قانونية
footer-accessibility = إمكانية الوصول

legal-title = معلومات قانونية
legal-publisher = من ينشر هذا الموقع
legal-no-address = لم تذكر العيادة عنوانها بعد.
legal-siret = رقم التسجيل الفرنسي للمنشأة (SIRET):
legal-rpps = أرقام السجل الفرنسي لمهنيي الصحة (RPPS)
legal-director = المسؤول عن النشر
legal-no-director = لم تذكره العيادة بعد.
legal-host = الاستضافة
legal-own-host = تستضيف العيادة هذا الموقع بنفسها، على جهازها الخاص. لا تحتفظ أي شركة أخرى ببيانات فيه.
legal-software = البرنامج
legal-software-text = يعمل هذا الموقع ببرنامج Grappe، وهو برنامج حر (رخصة AGPL 3.0 أو ما بعدها). لا يتصل بأي موقع آخر ولا يقيس عدد الزوار.

cookies-domain = لا يوضع كل ملف منها إلا عند الحاجة إليه، ولا يقرؤه إلا هذا الموقع، ويختفي بعد المدة المذكورة.

cookie-lang = اللغة التي اخترتها، سنة واحدة
cookie-browser = يتعرّف عليك أثناء الحجز، 12 ساعة
cookie-hold = الوقت الذي نحفظه لك، 30 دقيقة
cookie-answers = إجاباتك عن الأسئلة المتعلقة بالسبب، مشفَّرة، ساعتان
cookie-link = الرابط الشخصي الذي فتحته، 30 دقيقة
cookie-pass = أثبتّ أن هذا الرابط لك، 30 دقيقة
cookie-offer = العرض الذي فتحته، 30 دقيقة
cookie-offer-pass = أثبتّ أن العرض موجَّه إليك، 30 دقيقة
cookie-join = طلبك للتسجيل على قائمة الانتظار، 30 دقيقة
cookie-waiting = المكان الذي فتحته على قائمة الانتظار، 30 دقيقة
cookie-waiting-pass = أثبتّ أنه مكانك، 30 دقيقة
cookie-again = للحجز من جديد بعد ذلك مباشرة، 30 دقيقة
cookie-file = أثبتَّ عنوان بريدك الإلكتروني لفتح بياناتك، 30 دقيقة
cookie-device = يتعرف عليك في المرة القادمة، فقط إذا طلبت ذلك، ستة أشهر
cookie-desk = جلسة أحد العاملين في العيادة، 12 ساعة على الأكثر
cookie-invited = دعوة أحد العاملين في العيادة، إلى أن يختار كلمة المرور
cookie-kiosk = الجهاز اللوحي في قاعة الانتظار، 400 يوم

data-who = من المسؤول عنها
data-contact = بخصوص بياناتك، يمكنك الكتابة إلى: { $contact }.

accessibility-title = إمكانية الوصول
accessibility-lead = { $practice }: نريد أن يتمكن الجميع من حجز موعد هنا (المادة 47 من القانون الفرنسي «loi n° 2005-102» الصادر في 11 فبراير 2005). يخص هذا التصريح صفحات الحجز.
accessibility-state = حالة المطابقة
accessibility-state-not-audited = لم يُجرَ أي تدقيق: لذلك يُعدّ الموقع «غير مطابق» حسب المعيار الفرنسي لإمكانية الوصول (RGAA 4.1).
accessibility-state-none = الموقع غير مطابق للمعيار الفرنسي لإمكانية الوصول (RGAA 4.1): أقل من نصف المعايير مستوفاة.
accessibility-state-partial = الموقع مطابق جزئيًا للمعيار الفرنسي لإمكانية الوصول (RGAA 4.1): نصف المعايير على الأقل مستوفاة.
accessibility-state-full = الموقع مطابق كليًا للمعيار الفرنسي لإمكانية الوصول (RGAA 4.1): كل المعايير مستوفاة.
accessibility-tests = نتائج الاختبارات
accessibility-no-audit = لم يتحقق أحد بعد من هذا الموقع حسب هذا المعيار.
accessibility-audit = جرى التحقق من الموقع في { $date }.
accessibility-auditor = تولّى التحقق: { $who }.
accessibility-done = يتحقق ناشر البرنامج آليًا من كل صفحة قبل كل إصدار: التباين، وأسماء الحقول، والاستعمال بلوحة المفاتيح، والقراءة بدون JavaScript. لا يحل ذلك محل التدقيق.
accessibility-not = محتويات لا يمكن الوصول إليها
accessibility-made = إعداد هذا التصريح
accessibility-dated = أُعدّ هذا التصريح في { $date }.
accessibility-undated = لم تُكمل العيادة هذا التصريح بعد.
accessibility-means = التقنيات: HTML وCSS؛ ولا حاجة إلى JavaScript.
accessibility-contact = التحسينات والاتصال
accessibility-contact-text = إذا منعك شيء من حجز موعد هنا فيُرجى إخبار العيادة: ستعطيك الموعد بطريقة أخرى.
accessibility-remedy = سبل الطعن
accessibility-remedy-text = إذا أبلغت عن خلل في إمكانية الوصول يمنعك من استعمال صفحة ولم يصلك جواب مُرضٍ، فيمكنك:
accessibility-remedy-form = الكتابة إلى المدافع عن الحقوق في فرنسا (Défenseur des droits) عبر استمارته (formulaire.defenseurdesdroits.fr)؛
accessibility-remedy-person = مقابلة مندوب المدافع عن الحقوق (Défenseur des droits) في منطقتك؛
accessibility-remedy-post = إرسال رسالة إليه بالبريد، مجانًا وبدون طابع: Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.
