# The demonstration.

cli-demo-about = Shows an invented practice: practitioners, patients, a year of appointments
cli-demo-listen = Address and port of the pages (127.0.0.1:8080 without this option)
cli-demo-data = Folder in which to keep the demonstration; without it everything goes when it stops
cli-demo-wait = Preparing the practice of the demonstration…
cli-demo-ready =
    Its patients are invented and no e-mail is sent.

      Booking page     { $booking }

      Back office, by a link that is good once:
        administration { $administrator }
        front desk     { $secretary }

    To stop: Ctrl + C
cli-demo-address = { $address } cannot be had ({ $detail }). Choose another address, for instance: --listen 127.0.0.1:8090
cli-demo-other = { $folder } holds data that are not a whole demonstration. Choose another folder, or empty this one.

welcome-demo = Demonstration: without a password you get in as well. Choose one if you want to come back.
