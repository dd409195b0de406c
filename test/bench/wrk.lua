-- wrk ... -s wrk.lua URL -- BODY_FILE CONTENT_TYPE [HEADER VALUE]...: posts the file, and prints what was measured as one line of JSON.

function init(args)
  local file = assert(io.open(args[1], "rb"))
  wrk.method = "POST"
  wrk.headers["Content-Type"] = args[2]
  for i = 3, #args, 2 do wrk.headers[args[i]] = args[i + 1] end
  wrk.body = file:read("*a")
  file:close()
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local form = '{"requests":%d,"seconds":%f,"p50Us":%f,"p99Us":%f,"failed":%d}\n'
  local seconds = summary.duration / 1e6
  io.write(form:format(summary.requests, seconds, latency:percentile(50), latency:percentile(99), failed))
end
