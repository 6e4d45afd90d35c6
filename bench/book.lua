-- wrk script: books the times of the file BENCH_SLOTS, each once. Line: "practitioner start patient".
-- BENCH_TOKEN: the token; BENCH_RUN: makes the idempotency keys of this run its own.
-- One thread only: wrk -t1.
local thread
local slots, at = {}, 0
function setup(t) thread = t end
function init(args)
  for line in io.lines(os.getenv("BENCH_SLOTS")) do slots[#slots + 1] = line end
  booked, refused, other = 0, 0, 0
end
function request()
  at = at + 1
  if at > #slots then at = 1; wrk.thread:stop() end
  local practitioner, start, patient = slots[at]:match("^(%S+) (%S+) (%S+)")
  local body = string.format('{"care":1,"practitioner":%s,"start":"%s","patient":%s}', practitioner, start, patient)
  return wrk.format("POST", "/api/v1/appointments", {
    ["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN"),
    ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = os.getenv("BENCH_RUN") .. "-" .. at,
  }, body)
end
function response(status, headers, body)
  if status == 200 or status == 201 then booked = booked + 1
  elseif status == 409 then refused = refused + 1
  else other = other + 1; if other == 1 then io.stderr:write(status, " ", body, "\n") end end
end
function done(s, l, r)
  local b, f, o = thread:get("booked"), thread:get("refused"), thread:get("other")
  io.write(string.format("RESULT booked=%d refused=%d other=%d seconds=%.3f p50_ms=%.2f p99_ms=%.2f sockerr=%d\n", b, f, o,
    s.duration / 1e6, l:percentile(50) / 1000, l:percentile(99) / 1000, s.errors.connect + s.errors.read + s.errors.write + s.errors.timeout))
end
