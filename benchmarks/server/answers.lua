-- As pictures.lua, and writes the id of every verdict that came to the file ANSWERS:
--   ANSWERS=ids.txt PICTURES=list.txt wrk -c 8 -t 1 -d 60 -s answers.lua http://127.0.0.1:8080/v1/models/NAME/predictions
dofile((os.getenv("SCRIPTS") or ".") .. "/pictures.lua")

local out

function response(status, headers, body)
  statuses[status] = (statuses[status] or 0) + 1
  if status == 200 then
    out = out or assert(io.open(os.getenv("ANSWERS"), "w"))
    out:write(string.match(body, '"id"%s*:%s*"([^"]+)"'), "\n")
    out:flush()
  end
end
