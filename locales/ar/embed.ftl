# The frame of free times, for the practice's own site.

embed-title = الأوقات المتاحة القادمة
embed-all = كل المواعيد
