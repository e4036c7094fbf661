-- SPDX-License-Identifier: Apache-2.0
-- Makes a liar of the interpreter that it is loaded into before anything else: what the bootstrap writes to the host is
-- damaged now and then, as a seed decides. PROTOCOL_SEED and PROTOCOL_FROM (the write from which on it happens) are set before.
local seed, from = PROTOCOL_SEED, PROTOCOL_FROM
local state = seed
local function random(n)
  state = (state * 16807) % 2147483647
  return state % n + 1
end
for _ = 1, 10 do random(2) end

local file = debug.getmetatable(io.stdout).__index
local open, write, flush, sub, concat, char = io.open, file.write, file.flush, string.sub, table.concat, string.char
local execute, select, tostring = os.execute, select, tostring
local to_host
local writes = 0

function io.open(path, mode)
  local f, why, code = open(path, mode)
  if path == "/dev/fd/4" then to_host = f end
  return f, why, code
end

local function noise(n)
  local bytes = {}
  for i = 1, n do bytes[i] = char(random(256) - 1) end
  return concat(bytes)
end

local damages = {
  function(s) local at = random(#s) return sub(s, 1, at - 1) .. noise(1) .. sub(s, at + 1) end,
  function(s) return sub(s, 1, random(#s)) end,
  function(s) return s .. s end,
  function(s) return "" end,
  function(s) return noise(random(40)) .. s end,
  function(s) return s .. noise(random(40)) end,
  function(s) return "\3\255\255\255O" .. s end,
  function(s) return "\255\255\255\255" .. s end,
  function(s) return "\0\0\0\0" .. noise(1) .. s end,
  function(s) write(to_host, s) flush(to_host) while true do end end,
  function(s) write(to_host, s) flush(to_host) execute("kill -9 $PPID") end,
  function(s) write(to_host, s) flush(to_host) execute("kill -STOP $PPID") end,
  function(s) while true do write(to_host, "\0\0\0\1Oo") end end,
  function(s) while true do write(to_host, s) end end,
}

function file.write(f, ...)
  if f == nil or f ~= to_host then return write(f, ...) end
  writes = writes + 1
  local parts = { ... }
  for i = 1, select("#", ...) do parts[i] = tostring(parts[i]) end
  local s = concat(parts)
  if s ~= "" and (writes == from or writes > from and random(3) == 1) then s = damages[random(#damages)](s) end
  return write(f, s)
end
