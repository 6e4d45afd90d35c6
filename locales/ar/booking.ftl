# Booking by patients: from the reason to the confirmation, and by link.

path-label = المراحل
path-1 = السبب
path-2 = الوقت
path-3 = بياناتك
path-4 = الرمز

home-title = حجز موعد
home-lead = ماذا تحتاج؟
home-nothing = الحجز عبر الإنترنت لم يُفتح بعد. تعطيك العيادة موعدًا بالهاتف.
home-first = ابتداءً من { $when }
home-full = لا مواعيد متاحة عبر الإنترنت حاليًا: يُرجى الاتصال بالعيادة
home-search = البحث حسب أيامي وأوقاتي
home-come = الوصول إلى العيادة
home-emergency = هذا الموقع ليس للحالات المستعجلة. في حالة الطوارئ يُرجى الاتصال بالرقم 15 أو 112.

call-practice = الاتصال بالعيادة:

care-video = بالفيديو
care-at-practice = في العيادة
care-either = في العيادة أو بالفيديو، حسب المعالج
care-group = ضمن مجموعة
care-length-minutes = من { $least } إلى { $most ->
    [few] { $most } دقائق
   *[other] { $most } دقيقة
}
care-length-range = من { $least } إلى { $most }
care-age-between = العمر يوم الموعد: من { $min } إلى { $max ->
    [few] { $max } سنوات
   *[other] { $max } سنة
}.
care-age-from = العمر يوم الموعد: { $min ->
    [one] سنة واحدة
    [two] سنتان
    [few] { $min } سنوات
   *[other] { $min } سنة
} أو أكثر.
care-age-to = العمر يوم الموعد: { $max ->
    [one] سنة واحدة
    [two] سنتان
    [few] { $max } سنوات
   *[other] { $max } سنة
} أو أقل.
care-for-new = لأول زيارة إلى العيادة.
care-for-known = للمرضى الذين زاروا العيادة من قبل.
care-for-new-with = لأول زيارة إلى هذا المعالج.
care-for-known-with = للمرضى الذين زاروا هذا المعالج من قبل.
care-for-new-within = لمن لم يزر العيادة منذ { $months ->
    [one] شهر واحد
    [two] شهرين
    [few] { $months } أشهر
   *[other] { $months } شهرًا
}.
care-for-known-within = للمرضى الذين زاروا العيادة خلال آخر { $months ->
    [one] شهر
    [two] شهرين
    [few] { $months } أشهر
   *[other] { $months } شهرًا
}.
care-for-new-with-within = لمن لم يزر هذا المعالج منذ { $months ->
    [one] شهر واحد
    [two] شهرين
    [few] { $months } أشهر
   *[other] { $months } شهرًا
}.
care-for-known-with-within = للمرضى الذين زاروا هذا المعالج خلال آخر { $months ->
    [one] شهر
    [two] شهرين
    [few] { $months } أشهر
   *[other] { $months } شهرًا
}.
care-conditions-differ = تختلف الشروط حسب المعالج.
care-needs-letter = يلزم خطاب أو وصفة من طبيب.
care-professions = لأصحاب هذه المهن: { $list }.
care-approval = تؤكد العيادة كل طلب: سيصلك جوابها بالبريد الإلكتروني.
care-approval-some = حسب المعالج، تؤكد العيادة طلبك أولًا بالبريد الإلكتروني.
care-approval-brief = بموافقة العيادة

times-back = اختيار سبب آخر
times-with = مع
times-anybody = لا فرق
times-from = ابتداءً من { $day }
times-nothing-short = لا شيء متاح
times-wishes = اختيار أيامي وأوقاتي
times-wishes-people = اختيار أيامي وأوقاتي، أو الحضور مع آخرين
times-people = لكم شخصًا؟
times-people-count = { $count ->
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
    [many] { $count } شخصًا
   *[other] { $count } شخص
}
times-then = { $before }، { $next }
times-and = { $before } و{ $next }
times-together = كل اختيار يحجز وقتًا لكل شخص، بالتتابع أو في الوقت نفسه.
times-show = عرض الأوقات
times-all = كل الأوقات
times-first = أول الأوقات المتاحة
times-free = الأوقات المتاحة
times-that-suit = الأوقات التي تناسبك
times-weeks = أسابيع أخرى
times-earlier = قبل ذلك
times-later = بعد ذلك
times-nothing = لا يوجد وقت متاح عبر الإنترنت حاليًا. قد تعرف السكرتارية أوقاتًا أخرى.
times-nothing-suits = لا يوجد وقت متاح يناسب هذه الأيام والأوقات. يُرجى توسيع الاختيار أو الاتصال.
times-opens = تُفتح مواعيد جديدة يوم { $when }، لمواعيد ابتداءً من يوم { $day }.
times-opens-daily = بعد ذلك يُفتح يوم إضافي كل يوم في الساعة { $hour }.
times-count = { $count ->
    [one] وقت واحد
    [two] وقتان
    [few] { $count } أوقات
   *[other] { $count } وقتًا
}
search-change = تغيير البحث
times-no-care = هذا السبب غير معروض للحجز عبر الإنترنت. يُرجى اختيار سبب آخر أو الاتصال بالعيادة.
times-no-practitioner = لا يعرض هذا المعالج هذا السبب عبر الإنترنت. يُرجى اختيار معالج آخر أو الاتصال بالعيادة.

search-title = البحث عن وقت
search-care = السبب
search-practitioner = مع
search-mode = أين
search-mode-practice = في العيادة
search-mode-video = بالفيديو
search-any-mode = في العيادة أو بالفيديو
search-length = المدة
search-any-length = كل المدد
search-any-care = كل الأسباب
search-days = الأيام التي تناسبني
search-after = بعد الساعة
search-before = قبل الساعة
search-any-hour = أي ساعة
search-from = ابتداءً من يوم
search-seats = عدد الأماكن
search-button = بحث
search-more = عرض كل أوقات هذا السبب
search-nothing = لا يوجد وقت متاح مطابق. يُرجى توسيع البحث أو الاتصال بالعيادة.

times-zone = الأوقات بتوقيت { $city }.
summary-zone = بتوقيت { $city }
summary-your-zone = عندك:
summary-seats = { $seats ->
    [one] مكان واحد
    [two] مكانان
    [few] { $seats } أماكن
   *[other] { $seats } مكانًا
}

hold-unreadable = تعذّرت قراءة الوقت المطلوب. يُرجى اختياره من جديد من القائمة. لم يُحفظ شيء.
lost-title = لا يمكن حجز هذا الوقت
lost-nearest = أقرب الأوقات
lost-others = رؤية الأوقات الأخرى

clock-until = محفوظ لك حتى الساعة { $until } (الوقت المتبقي: { $left })
clock-live = محفوظ لك، الوقت المتبقي:
clock-over = انتهت المهلة. يمكنك المتابعة: إذا كان الوقت لا يزال متاحًا فسنحجزه لك من جديد.
clock-renew = 5 دقائق إضافية
clock-release = تغيير الوقت

identity-title = من سيأتي؟
identity-errors = بعض الإجابات تحتاج إلى مراجعة:
identity-again = كانت المهلة قد انتهت، لكن الوقت كان لا يزال متاحًا: هو محفوظ لك من جديد. لم يضِع شيء مما كتبته.
identity-offers-hint = ما كتبته محفوظ: يكفي اختيار وقت لنتابع.
identity-for-me = لي
identity-for-other = لأحد أقاربي
identity-for-hint = لأحد أقاربك، يُرجى كتابة اسمه وتاريخ ميلاده، مع بريدك الإلكتروني أنت.
identity-born-hint = مثلًا: 17/05/1980
identity-born-malformed = يُرجى كتابة التاريخ هكذا: 17/05/1980
identity-email-hint = نرسل إليه رمز تأكيد من ستة أرقام.
identity-email-malformed = العنوان غير كامل. يُكتب هكذا: nom@exemple.fr
identity-phone-hint = للاتصال بك إذا طرأ شيء.
identity-optional = (اختياري)
identity-kind-new = لا، هذه أول مرة
identity-kind-no = لا
identity-kind-known = نعم
identity-choose = يُرجى الاختيار
identity-referral = لديّ خطاب أو وصفة من طبيب، صالحة يوم الموعد.
identity-referral-missing = يتطلب هذا الموعد خطابًا أو وصفة من طبيب. إن لم تكن لديك فيُرجى الاتصال بالعيادة.
identity-not-for = هذا السبب غير مناسب. { $condition }
identity-next = الزيارة التالية: { $care }
identity-next-number = الزيارة { $number }: { $care }
identity-next-required = تُحجز في الوقت نفسه مع الأولى.
identity-next-optional = يمكنك حجزها من الآن.
identity-next-later = لاحقًا
identity-next-missing = يُرجى اختيار وقت الزيارة التالية.
identity-consent = أوافق على أن تحتفظ العيادة بهذه المعلومات من أجل هذا الموعد وأن ترسل إليّ الرسائل المتعلقة به.
identity-consent-link = كيف تُستعمل بياناتك
identity-consent-missing = بدون موافقتك لا يمكن حجز الموعد عبر الإنترنت.
identity-send = إرسال الرمز إليّ
identity-then = لا يصبح الموعد محجوزًا إلا بعد كتابة الرمز.
identity-person = الشخص { $number }
identity-family-same = (إن اختلف)
identity-person-twice = هذا الشخص مسجَّل أعلاه.

field-for = لمن هذا الموعد؟
field-given = الاسم الشخصي
field-family = اسم العائلة
field-born = تاريخ الميلاد
field-email = البريد الإلكتروني
field-phone = الهاتف
field-kind = هل سبق لك المجيء إلى العيادة؟
field-kind-with = هل سبقت لك زيارة { $name }؟
field-kind-within = هل أتيت إلى العيادة خلال آخر { $months ->
    [one] شهر
    [two] شهرين
    [few] { $months } أشهر
   *[other] { $months } شهرًا
}؟
field-kind-with-within = هل سبقت لك زيارة { $name } خلال آخر { $months ->
    [one] شهر
    [two] شهرين
    [few] { $months } أشهر
   *[other] { $months } شهرًا
}؟
field-profession = المهنة
field-referral = خطاب الطبيب
field-consent = الموافقة

code-title = الرمز
code-lead = أُرسل الآن رمز من ستة أرقام إلى { $email }. يُرجى كتابته هنا لتأكيد الموعد.
code-label = رمز من ستة أرقام
code-send = تأكيد الموعد
code-nothing = لم يصلك شيء؟ يُرجى النظر في البريد غير المرغوب فيه. الرمز صالح لمدة عشر دقائق.
code-again = إرسال رمز آخر
code-sent-again = أُرسل رمز جديد. الرمز الأخير وحده صالح.
code-correct = تصحيح معلوماتي
code-demo = عرض تجريبي: لا تُرسل أي رسالة.
code-demo-link = قراءة الرسالة

done-title = حُجز موعدك
done-title-all = حُجزت مواعيدك
done-title-requested = أُرسل طلبك
done-lead = نرسل رسالة تأكيد إلى { $email }، فيها رابط لتغيير الموعد أو إلغائه.
done-lead-requested = ما زال على العيادة قبول الطلب. حتى ذلك الحين يبقى الوقت محجوزًا لك؛ سيصلك الجواب بالبريد الإلكتروني.
done-next = الزيارة التالية
done-also = حُجز معه في الوقت نفسه
done-also-open = تغييره أو إلغاؤه
done-calendar = إضافة إلى تقويمي
done-manage = تغيير أو إلغاء
done-bring = من المفيد معرفته
done-free-until = يمكنك التغيير أو الإلغاء بحرية حتى { $when }.
done-soon = تعذّر عليك المجيء؟ يُرجى إخبار العيادة في أقرب وقت، عبر هذا الرابط أو بالهاتف: سيستفيد شخص آخر من الوقت.

manage-title = موعدك
manage-hello = مرحبًا { $name }، هذا هو موعدك
manage-no-link = لرؤية موعد أو تغييره أو إلغائه، يُرجى فتح الرابط الموجود في رسالة التأكيد. لا تجده؟ يُرجى الاتصال بالعيادة.
manage-moved = تغيّر موعدك. نرسل إليك تأكيدًا بالبريد الإلكتروني.
manage-off = لن يُقام هذا الموعد: لقد أُلغي.
manage-past = مضى هذا الموعد أو هو جارٍ الآن.
manage-requested = لم تجب العيادة عن طلبك بعد. حتى ذلك الحين يبقى الوقت محجوزًا لك.
manage-out-of-step = لم تعد المدة الفاصلة عن هذه الزيارة محترَمة. يُرجى تغييرها أيضًا أو الاتصال بالعيادة.
manage-next = رؤية هذه الزيارة
manage-move = اختيار وقت آخر
manage-cancel = إلغاء هذا الموعد
manage-cancel-text = سيُعرض الوقت فورًا على شخص آخر.
manage-cancel-next = إلغاء الزيارة التالية أيضًا
manage-cancel-send = نعم، إلغاء
manage-announce = إعلام العيادة بأنني لن آتي
manage-announce-text = انتهت مهلة الإلغاء (كانت حتى { $when }). يُرجى إعلامنا مع ذلك: سيستفيد شخص آخر من الوقت. سيُحسب الإلغاء متأخرًا.
manage-announce-send = لن آتي
manage-again = حجز موعد آخر

fact-lead = لحماية بياناتك، يُرجى الإجابة عن سؤال.
fact-label = الأحرف الثلاثة الأولى من اسم العائلة، أو تاريخ الميلاد
fact-hint = للشخص صاحب الموعد. مثلًا: MAR أو 17/05/1980
fact-send = رؤية الموعد

new-time-title = اختيار وقت آخر
new-time-lead = يبقى موعدك الحالي محجوزًا حتى تختار غيره.
new-time-back = العودة إلى الموعد
new-time-stays = لم يتغيّر موعدك الحالي.

cancelled-title = أُلغي موعدك
cancelled-lead = شكرًا على إخبارنا: سيستفيد شخص آخر من الوقت.
cancelled-late = شكرًا على إخبارنا. بما أن المهلة انتهت، يُحسب الإلغاء متأخرًا.
cancelled-next = الزيارة التالية لا تزال محجوزة. لإلغائها أيضًا، يُرجى فتح الرابط الموجود في رسالة تأكيدها.

denied-slot-taken = حجز شخص آخر هذا الوقت قبل قليل.
denied-not-offered = هذا الوقت غير معروض: لقد مضى، أو هو قريب جدًا، أو خارج ساعات العمل.
denied-not-found = لم يعد هذا الرابط صالحًا: مضى الموعد أو أُلغي، أو أن العنوان غير كامل.
denied-hold-expired = لم يعد الوقت محفوظًا لك. يُرجى اختيار وقت من القائمة.
denied-already-renewed = سبق تمديد المهلة مرة واحدة.
denied-too-many-holds = هناك أوقات كثيرة محفوظة في آن واحد من اتصالك أو لبريدك الإلكتروني. يُرجى إتمام حجز جارٍ، أو الانتظار خمس دقائق، أو الاتصال بالعيادة.
denied-day-held = يختار أشخاص كثيرون وقتًا في هذا اليوم الآن. يُرجى إعادة المحاولة بعد دقيقة: تتوفر أوقات عندما يتخلى شخص عن وقته. يمكنك أيضًا اختيار يوم آخر أو الاتصال بالعيادة.
denied-wrong-code = هذا الرمز غير صحيح. { $left ->
    [one] بقيت محاولة واحدة.
    [two] بقيت محاولتان.
    [few] بقيت { $left } محاولات.
   *[other] بقيت { $left } محاولة.
}
denied-code-expired = لم يعد هذا الرمز صالحًا. يُرجى طلب رمز جديد.
denied-code-lost = خمسة رموز خاطئة: حفاظًا على الأمان أُتيح الوقت لغيرك. يُرجى طلب رمز جديد: إذا كان الوقت لا يزال متاحًا فسنحجزه لك من جديد.
denied-too-many-codes = سبق إرسال رمز إلى هذا العنوان. يُرجى الانتظار دقيقة قبل طلب رمز آخر؛ ثلاثة رموز في اليوم على الأكثر.
denied-second-fact = لا تطابق الإجابة هذا الموعد. يُرجى التحقق منها؛ وبعد عدة أخطاء يُرجى الانتظار بضع دقائق.
denied-patient-busy = يوجد موعد آخر محجوز في هذا الوقت للشخص نفسه.
denied-not-eligible = في حالتك لا يمكن حجز هذا السبب عبر الإنترنت. تجيبك العيادة بالهاتف.
denied-limit = بلغ عدد المواعيد الممكنة عبر الإنترنت حدّه الأقصى. تجيبك العيادة بالهاتف.
denied-by-phone = لا يمكن حجز هذا الموعد عبر الإنترنت. تجيبك العيادة بالهاتف.
denied-wrong-state = لم يعد ذلك ممكنًا: تغيّر الوضع في هذه الأثناء. لم يُعدَّل شيء.
denied-clock = الخدمة قيد التشغيل ولا تعرف الساعة الدقيقة بعد. لم يُحفظ شيء؛ يُرجى إعادة المحاولة بعد دقيقة.
denied-next-taken = حجز شخص آخر وقت الزيارة التالية قبل قليل. يُرجى اختيار وقت آخر ثم التأكيد: يبقى رمزك صالحًا.

closed-title = الحجز عبر الإنترنت غير مفتوح
closed-text = لا ترسل هذه العيادة رسائل إلكترونية بعد: تُعرض الأوقات المتاحة، لكن الموعد يُحجز بالهاتف.

offered-title = يُرجى اختيار وقت آخر
offered-lead = لن تتمكن العيادة من استقبالك في الوقت المقرر المذكور أدناه. هذه أوقات أخرى:
offered-none = لم تعد الأوقات المعروضة متاحة. يُرجى الاتصال بالعيادة للاتفاق على وقت آخر.
offered-until = يُرجى الإجابة قبل { $when }: حتى ذلك الحين لا تكون هذه الأوقات محجوزة لك. لا يناسبك أي منها؟ يُرجى الاتصال بالعيادة.

manage-confirm = سآتي
manage-confirmed = لقد أكدت أنك ستأتي ({ $when }). شكرًا.
manage-missed = سجّلت العيادة أنك لم تأتِ إلى هذا الموعد.
manage-missed-count = { $count ->
    [one] هذا موعد فائت واحد في الأشهر الأخيرة.
    [two] هذان موعدان فائتان في الأشهر الأخيرة.
    [few] هذه { $count } مواعيد فائتة في الأشهر الأخيرة.
   *[other] هذه { $count } موعدًا فائتًا في الأشهر الأخيرة.
}
manage-contest = أليس هذا صحيحًا؟
manage-contest-words = ماذا حدث؟
manage-contest-hint = في كلمات قليلة، بلا تفاصيل طبية. ستقرأ العيادة جوابك وتقرر.
manage-contest-send = أعترض على ذلك
manage-contest-waits = وصل جوابك. ستقرؤه العيادة.
manage-contest-excused = قبلت العيادة توضيحك: لا يُحسب هذا الغياب.
manage-contest-kept = قرأت العيادة جوابك وأبقت على الغياب. يمكنك الاتصال بها للحديث عن ذلك.

denied-questions = يُرجى أولًا الإجابة عن الأسئلة المطروحة قبل الأوقات.
video-room = رابط مكالمة الفيديو
questions-lead = بعض الأسئلة قبل اختيار وقت.
questions-missing = تنقص إجابة.
questions-send = رؤية الأوقات المتاحة
questions-privacy = إجاباتك للعيادة وحدها، وفقط عند حجز موعد.
questions-answered = إجابتك
questions-stopped = بحسب إجابتك، لا يُحجز هذا الموعد عبر الإنترنت.
questions-other = بحسب إجابتك، هناك موعد آخر أنسب:
questions-phone = بحسب إجابتك، هناك موعد آخر أنسب. يُرجى الاتصال بالعيادة لتعطيك إياه.

patience-title = يُرجى الانتظار { $seconds ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوانٍ
   *[other] { $seconds } ثانية
}
patience-why = تصل الآن طلبات كثيرة، أو تأتي من الاتصال نفسه الذي تستخدمه. هذا الانتظار القصير يُبقي المواعيد متاحة للمرضى.
patience-how = تُتابع الصفحة عادةً من تلقاء نفسها. وإلا فيُرجى الانتظار { $seconds ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوانٍ
   *[other] { $seconds } ثانية
} ثم الضغط على «متابعة».
patience-go = متابعة
patience-kept = لن يضيع شيء مما اخترته أو كتبته.
patience-working = لحظة من فضلك: تُتابع الصفحة من تلقاء نفسها.

identity-code-by = استلام الرمز
identity-code-email = بالبريد الإلكتروني
identity-code-text = برسالة نصية
identity-code-hint = برسالة نصية يكفي رقم هاتفك المحمول: يمكن ترك عنوان البريد الإلكتروني فارغًا.
identity-phone-fixed = هذا رقم هاتف ثابت: لا يستقبل الرسائل النصية. اكتب رقم هاتف محمول أو اختر البريد الإلكتروني.
identity-phone-foreign = لا نرسل رسائل نصية إلى هذا الرقم. اكتب رقم هاتف محمول آخر أو اختر البريد الإلكتروني.
code-nothing-text = لم يصلك شيء؟ تحقق من الرقم ومن أن هاتفك متصل بالشبكة. الرمز صالح لمدة عشر دقائق.
