-- wrk posts the pictures of a list, one after the other:
--   PICTURES=list.txt wrk -c 8 -t 1 -d 60 --latency -s pictures.lua http://127.0.0.1:8080/v1/models/NAME/predictions
local bodies = {}
for name in io.lines(os.getenv("PICTURES")) do
  local file = assert(io.open(name, "rb"))
  bodies[#bodies + 1] = file:read("*a")
  file:close()
end

local next_one = 0
local headers = {["Content-Type"] = "image/jpeg"}
local token = os.getenv("TOKEN")
if token then headers["Authorization"] = "Bearer " .. token end

function request()
  next_one = next_one % #bodies + 1
  return wrk.format("POST", nil, headers, bodies[next_one])
end

local counts = {}
function setup(thread) table.insert(counts, thread) end
function init() statuses = {} end
function response(status) statuses[status] = (statuses[status] or 0) + 1 end

function done(summary, latency)
  local all = {}
  for _, thread in ipairs(counts) do
    for status, count in pairs(thread:get("statuses")) do all[status] = (all[status] or 0) + count end
  end
  io.write(string.format("RESULT seconds=%.1f", summary.duration / 1e6))
  for status, count in pairs(all) do
    io.write(string.format(" status_%d=%d rate_%d=%.1f/s", status, count, status, count / (summary.duration / 1e6)))
  end
  io.write(string.format(" p50=%.1fms p99=%.1fms max=%.1fms connect=%d read=%d write=%d timeout=%d\n",
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3, summary.errors.connect,
    summary.errors.read, summary.errors.write, summary.errors.timeout))
end
