-- SPDX-License-Identifier: Apache-2.0
-- The part of the process backend that runs inside the interpreter: Lua 5.1 to 5.5 and LuaJIT. It talks with the host in
-- frames on files of its own (docs/process-protocol.md) and gives scripts standard streams that are frames too.
-- Whatever it uses is taken into locals before the first script runs, so that no script breaks it by accident; for the same
-- reason it calls no methods on strings and files.
local from_host, words = ...

local PROTOCOL = 3
local mode, token = string.match(words, "(%S+) (%S+)")
-- What the host says about this VM: whether its library is closed down, its memory limited, its C modules allowed.
local is_closed, has_memory_limit = mode:find("p", 1, true) ~= nil, mode:find("m", 1, true) ~= nil
local allows_c = mode:find("c", 1, true) ~= nil
-- The shell and the box set this variable for themselves.
local tells_directory = mode:find("w", 1, true) ~= nil
local MAX_FRAME = 64 * 1024 * 1024
local MAX_CHUNK = 64 * 1024
-- When writes are held back to be sent together, and for how long; see "Standard output".
local WRITES_AT_ONCE, PIECES_HELD, LARGE_PIECE = 32, 128, 512
local FIRST_WINDOW, LAST_WINDOW, DENSE, MOMENT = 1000, 64000, 128, 100
local MAX_VALUES = 100000
local MAX_DEPTH = 250
local MAX_STRINGS = 48 * 1024 * 1024
local MAX_MESSAGE = 1024 * 1024
local FRAMES_TOP, FRAMES_BOTTOM = 10, 11
-- What is looked at to complete a name, and how much is answered.
local MAX_CHAIN, MAX_KEYS, MAX_NAMES, MAX_PREFIX, MAX_NAME = 100, 50000, 1000, 1000, 200
local SELF = "=bioxen"
-- The function that the command line calls again and again; it is there only while no script runs.
local AGAIN = "bioxen"
local EINTR = 4
-- What is written to a pipe at once or not at all; a frame has five bytes more.
local ONE_WRITE = 4096 - 5
-- What a child process gets first: its shell lets go of the files that carry frames.
local APART = "exec 3<&- 4>&- 5<&- 6>&- 7<&-; "

local _G, type, tostring, tonumber, select, next, error = _G, type, tostring, tonumber, select, next, error
local pcall, xpcall, rawget, rawequal, setmetatable = pcall, xpcall, rawget, rawequal, setmetatable
local char, byte, sub, find, format = string.char, string.byte, string.sub, string.find, string.format
local match, gmatch, gsub, sort, rawset = string.match, string.gmatch, string.gsub, table.sort, rawset
local concat, unpack, floor, abs = table.concat, table.unpack or unpack, math.floor, math.abs
local number_type, string_pack, string_unpack = math.type, string.pack, string.unpack
local collectgarbage, clock, real_load = collectgarbage, os.clock, loadstring or load
local load_any = load
local getinfo, gethook, sethook = debug.getinfo, debug.gethook, debug.sethook
local debug_getmetatable, debug_setmetatable = debug.getmetatable, debug.setmetatable
local loaded, version = package.loaded, _VERSION
local io_output, io_input, io_write, io_read, io_lines = io.output, io.input, io.write, io.read, io.lines
local io_close, io_popen, os_execute, os_exit = io.close, io.popen, os.execute, os.exit
local real_loadfile, real_dofile = loadfile, dofile
local stdin, stdout, stderr = io.stdin, io.stdout, io.stderr
local file = debug_getmetatable(stdout).__index
local file_read, file_write, file_lines, file_seek = file.read, file.write, file.lines, file.seek
local file_close, file_flush, file_setvbuf = file.close, file.flush, file.setvbuf
local io_flush, io_type = io.flush, io.type

local jit_version = type(jit) == "table" and jit.version or ""
-- What differs between the versions.
local strict_formats = version == "Lua 5.1" and jit_version == "" or version == "Lua 5.2"
local long_lines = version ~= "Lua 5.1" or jit_version ~= ""
local legacy_print = version == "Lua 5.1" or version == "Lua 5.2" or version == "Lua 5.3"
local legacy_names = version == "Lua 5.1" or version == "Lua 5.2"
local floats_written_short = version ~= "Lua 5.5"
local boolean_exit = version ~= "Lua 5.1" or jit_version ~= ""
local prefixed_reasons = legacy_print

local to_host = io.open("/dev/fd/4", "wb")
-- Kept open, so that a script which opens too many files does not stand in the way; without buffer, so that it is read anew.
local status = io.open("/proc/self/status", "rb")
if status then status:setvbuf("no") end

-- Stopping -----------------------------------------------------------------------------------------------------------------

-- The host stops a script with SIGINT. The interpreter's own handler answers it once: it has the main thread raise this error
-- at its next instruction, wherever that is, and a second signal would end the process. The handler stands again when the
-- command line calls the next time, which is what this program returns for; see the end.
local INTERRUPTED = "interrupted!"

-- Whether the signal has yet to come.
local function is_armed()
  file_seek(status, "set", 0)
  local last = match(file_read(status, "*a") or "", "SigCgt:%s*%x*(%x)")
  return last ~= nil and floor(tonumber(last, 16) / 2) % 2 == 1
end

-- Whether this is the error that a signal has raised: a script may raise one that reads like it.
local function is_interrupt(e)
  return type(e) == "string" and sub(e, -#INTERRUPTED) == INTERRUPTED and not (status and is_armed())
end

-- For when the host has said that it stops the script: nothing goes on until it has. The host waits for that only so long.
local function await_signal()
  while not status or is_armed() do end
end

-- Frames ---------------------------------------------------------------------------------------------------------------

local function u32(n)
  return char(floor(n / 16777216) % 256, floor(n / 65536) % 256, floor(n / 256) % 256, n % 256)
end
local function text32(s) return u32(#s) .. s end

if string_pack then
  function u32(n) return string_pack(">I4", n) end
  function text32(s) return string_pack(">s4", s) end
end

local held, held_count = {}, 0 -- standard output that is to be sent before anything else
local release

local function send(kind, payload)
  if held_count > 0 then release() end
  local head = u32(#payload)
  repeat
    local sent, _, code = file_write(to_host, head, kind, payload)
    if sent then sent, _, code = file_flush(to_host) end
    -- A signal may have come before anything was written, but how much of a larger frame is gone nobody can tell.
    if not sent and (code ~= EINTR or #payload > ONE_WRITE) then os_exit(1) end
  until sent
end

-- LuaJIT looks for signals between compiled loops only: one that writes is not compiled, and pays for the writing anyway.
if jit_version ~= "" then jit.off(send) end

-- Reading what the host sent: each takes the payload and a position, and gives a value and the next position.
local function get_u32(p, at)
  local a, b, c, d = byte(p, at, at + 3)
  return ((a * 256 + b) * 256 + c) * 256 + d, at + 4
end

local function get_text(p, at)
  local size
  size, at = get_u32(p, at)
  return sub(p, at, at + size - 1), at + size
end

if string_unpack then
  function get_u32(p, at) return string_unpack(">I4", p, at) end
  function get_text(p, at) return string_unpack(">s4", p, at) end
end

-- So many bytes from the host, or nothing when the host is gone.
local function read_from_host(size)
  local bytes, _, code = file_read(from_host, size)
  -- Some may have been taken and lost; what is left of them is skipped before the next evaluation.
  if not bytes and code == EINTR then error(INTERRUPTED, 0) end
  return bytes and #bytes == size and bytes or nil
end

-- The next frame from the host, or nothing when the host is gone.
local function receive()
  local head = read_from_host(5)
  if not head then return nil end
  local size = get_u32(head, 1)
  if size > MAX_FRAME then return nil end
  local payload = size == 0 and "" or read_from_host(size)
  if not payload then return nil end
  return sub(head, 5), payload
end

-- Finalizers of a script run wherever memory is taken. While the host is heard none may: one that asked, too, would take the
-- answer apart, and one that failed would leave a part of it to be taken for another. Lua 5.1 cannot tell whether a script has
-- stopped its collector; where it is closed down, its collectgarbage keeps account of that.
local tells_of_collector = pcall(collectgarbage, "isrunning")
local collects, paused = true, false

local function pause()
  if not paused and (tells_of_collector and collectgarbage("isrunning") or not tells_of_collector and is_closed and collects) then
    collectgarbage("stop")
    paused = true
  end
end

local function resume()
  if paused then
    paused = false
    collectgarbage("restart")
  end
end

local asking = false -- stays so when an error of any kind has left an answer half read

-- Asks the host and waits for its answer; without a host, or with half of an answer still to come, there is nothing to go on for.
local function ask(kind, payload)
  pause()
  if asking then os_exit(1) end
  asking = true
  send(kind, payload)
  local answer, content = receive()
  if not answer then os_exit(1) end
  asking = false
  resume()
  if answer == "k" then
    await_signal()
    error(INTERRUPTED, 0)
  end
  return answer, content
end

local function get_value(p, at)
  local tag = sub(p, at, at)
  if tag == "z" then return nil, at + 1 end
  if tag == "t" then return true, at + 1 end
  if tag == "f" then return false, at + 1 end
  local text
  text, at = get_text(p, at + 1)
  if tag == "s" then return text, at end
  if text == "inf" then return 1 / 0, at end
  if text == "-inf" then return -1 / 0, at end
  if text == "nan" then return 0 / 0, at end
  return tonumber(text), at
end

-- Values -----------------------------------------------------------------------------------------------------------------

local put_values
do -- a function has room for so many local variables, and this program is one
  -- The printed form of a value without any code of a script.
  local function raw_text(v)
    local mt = debug_getmetatable(v)
    if mt == nil or type(v) == "function" then return tostring(v) end
    if type(v) == "userdata" then
      local ok, text = pcall(tostring, v)
      return ok and type(text) == "string" and text or "userdata"
    end
    debug_setmetatable(v, nil)
    local text = tostring(v)
    debug_setmetatable(v, mt)
    return text
  end

  local function put_number(out, v)
    local n = #out
    local whole
    if number_type then
      whole = number_type(v) == "integer"
    else
      whole = v == floor(v) and abs(v) <= 9007199254740992
    end
    if whole then
      out[n + 1], out[n + 2] = "i", text32(format(number_type and "%d" or "%.0f", v))
    elseif v ~= v then
      out[n + 1], out[n + 2] = "d", text32("nan")
    elseif v == 1 / 0 then
      out[n + 1], out[n + 2] = "d", text32("inf")
    elseif v == -1 / 0 then
      out[n + 1], out[n + 2] = "d", text32("-inf")
    else
      out[n + 1], out[n + 2] = "d", text32(format("%.17g", v))
    end
  end

  local function put_opaque(out, kind, text)
    out[#out + 1] = "o"
    out[#out + 1] = text32(kind)
    out[#out + 1] = text32(text)
  end

  local put_value

  -- Whether what the table holds still fits; if so, its room is taken.
  local function reserve(budget, t)
    local room, k = budget.values, next(t)
    while k ~= nil do
      room = room - 2
      if room < 0 then return false end
      k = next(t, k)
    end
    budget.values = room
    return true
  end

  local function put_table(out, budget, t, depth)
    local ids = budget.ids
    if not ids then
      ids = {}
      budget.ids = ids
    end
    local id = ids[t]
    if id then
      out[#out + 1] = "r" .. u32(id)
      return
    end
    if depth > MAX_DEPTH or not reserve(budget, t) then
      return put_opaque(out, "table", raw_text(t))
    end
    budget.last = budget.last + 1
    ids[t] = budget.last
    out[#out + 1] = "T" .. u32(budget.last)
    local length = 0
    while true do
      local v = rawget(t, length + 1)
      if v == nil then break end
      length = length + 1
      put_number(out, length)
      put_value(out, budget, v, depth + 1)
    end
    local k, v = next(t)
    while k ~= nil do
      if not (type(k) == "number" and k >= 1 and k <= length and k == floor(k)) then
        put_value(out, budget, k, depth + 1)
        put_value(out, budget, v, depth + 1)
      end
      k, v = next(t, k)
    end
    out[#out + 1] = "e"
  end

  function put_value(out, budget, v, depth)
    local kind = type(v)
    if kind == "nil" then
      out[#out + 1] = "z"
    elseif kind == "boolean" then
      out[#out + 1] = v and "t" or "f"
    elseif kind == "number" then
      put_number(out, v)
    elseif kind == "string" then
      if #v > budget.strings then
        return put_opaque(out, kind, "a string of " .. #v .. " bytes, too large for the result")
      end
      budget.strings = budget.strings - #v
      out[#out + 1] = "s" .. u32(#v)
      out[#out + 1] = v
    elseif kind == "table" then
      put_table(out, budget, v, depth)
    else
      put_opaque(out, kind == "cdata" and "userdata" or kind, raw_text(v))
    end
  end

  function put_values(out, values, n)
    if n > MAX_VALUES then n = MAX_VALUES end
    out[#out + 1] = u32(n)
    if n == 0 then return end
    local budget = { values = MAX_VALUES - n, strings = MAX_STRINGS, last = 0 }
    for i = 1, n do put_value(out, budget, values[i], 1) end
  end
end

-- Standard output and standard error -----------------------------------------------------------------------------------------

local outputs = { [stdout] = "O", [stderr] = "E" }

-- A write is a frame, until a script has written often. Then small writes to standard output are held back and sent together:
-- before any other frame, when there are many, and in any case after a number of instructions of the script, which a count
-- hook tells: some thousand, so that what was written last is seen at once whatever follows, and none while a script writes
-- seldom. Where a hook cannot see to that (compiled code, coroutines, C modules, a hook of the script's own) nothing is held.
local may_hold = jit_version == ""
local at_once = WRITES_AT_ONCE -- so many more are sent as they come
local window, writes_before = 0, 0 -- instructions; how many writes of this window have been sent
local room = 0 -- how many pieces can be held; 0 while no window is open

local end_of_window

function release()
  if room > 0 then
    room = 0
    -- Unless it is an interrupt's by now.
    if gethook() == end_of_window then sethook() end
  end
  local n = held_count
  if n == 0 then return end
  local together = concat(held, "", 1, n)
  writes_before, held_count = writes_before + n, 0
  -- In frames that a signal finds sent or not sent.
  for at = 1, #together, ONE_WRITE do send("O", sub(together, at, at + ONE_WRITE - 1)) end
end

function end_of_window()
  if getinfo(2, "S").source == SELF then
    -- Not in the middle of what this program does.
    if gethook() == end_of_window then sethook(end_of_window, "", MOMENT) end
    return
  end
  local dense = (writes_before + held_count) * DENSE >= window
  window = dense and (window * 4 < LAST_WINDOW and window * 4 or LAST_WINDOW) or 0
  at_once, writes_before = WRITES_AT_ONCE, 0
  release()
end

-- From now on every write is sent as it comes.
local function hold_no_more()
  release()
  may_hold, window = false, 0
end

local function write_out(stream, s)
  local size = #s
  if size == 0 then return end
  if stream == "O" and window > 0 and size <= LARGE_PIECE then
    if held_count >= room then
      release()
      if gethook() == nil then
        room = PIECES_HELD
        sethook(end_of_window, "", window)
      end
    end
    if room > 0 then
      held_count = held_count + 1
      held[held_count] = s
      return
    end
  end
  if may_hold and window == 0 and stream == "O" then
    at_once = at_once - 1
    if at_once == 0 then at_once, window = WRITES_AT_ONCE, FIRST_WINDOW end
  end
  for at = 1, size, MAX_CHUNK do send(stream, size <= MAX_CHUNK and s or sub(s, at, at + MAX_CHUNK - 1)) end
end

function io.flush(...)
  release()
  return io_flush(...)
end

function file.flush(...)
  release()
  return file_flush(...)
end

function file.setvbuf(...)
  local f, mode = ...
  if f == stdout and mode ~= "full" then hold_no_more() end
  return file_setvbuf(...)
end

local function type_name(v)
  local mt = debug_getmetatable(v)
  local name = type(mt) == "table" and not legacy_names and rawget(mt, "__name")
  return type(name) == "string" and name or type(v)
end

-- Raises an error at the place in the script that called into here, as a function written in C would.
local function raise(message)
  local level = 2
  while true do
    local info = getinfo(level, "S")
    if not info or (info.source ~= SELF and info.what ~= "tail") then break end
    level = level + 1
  end
  error(message, level)
end

local function bad_argument(position, name, what)
  return raise("bad argument #" .. position .. " to '" .. name .. "' (" .. what .. ")")
end

local function number_text(v)
  if number_type and number_type(v) == "integer" then return format("%d", v) end
  return floats_written_short and format("%.14g", v) or tostring(v)
end

-- Turns the arguments of a write into strings; what came before a bad one is still written, as C's write does.
local function written(parts, n, before_error)
  for i = 1, n do
    local v = parts[i]
    local kind = type(v)
    if kind == "number" then
      parts[i] = number_text(v)
    elseif kind ~= "string" then
      before_error(concat(parts, "", 1, i - 1))
      bad_argument(i, "write", "string expected, got " .. type_name(v))
    end
  end
  return concat(parts, "", 1, n)
end

local function write_stream(stream, ...)
  local n, first = select("#", ...), (...)
  if n == 1 and type(first) == "string" then return write_out(stream, first) end
  write_out(stream, written({ ... }, n, function(s) write_out(stream, s) end))
end

local writes_to_stdout -- whether standard output is the default output; nil: to be found out
local returned = file_write(stdout)

function io.output(...)
  local f = ...
  local kind = type(f)
  if f ~= nil then
    if kind ~= "string" and kind ~= "number" and not io_type(f) then
      bad_argument(1, "output", "FILE* expected, got " .. type_name(f))
    end
    writes_to_stdout = nil
  end
  return io_output(...)
end

-- Most of what scripts write comes this way: one string, while others are held.
function io.write(...)
  local n = held_count
  if n < room and writes_to_stdout and select("#", ...) == 1 then
    local s = ...
    if type(s) == "string" and #s <= LARGE_PIECE then
      n = n + 1
      held_count, held[n] = n, s
      return returned
    end
  end
  if writes_to_stdout == nil then writes_to_stdout = rawequal(io_output(), stdout) end
  local f = io_output()
  local stream = outputs[f]
  if stream then
    write_stream(stream, ...)
    return file_write(f)
  end
  return io_write(...)
end

function file.write(f, ...)
  local stream = outputs[f]
  if stream then
    write_stream(stream, ...)
    return file_write(f)
  end
  local first = ...
  if select("#", ...) ~= 1 or type(first) ~= "string" then
    written({ ... }, select("#", ...), function(s) file_write(f, s) end)
  end
  return file_write(f, ...)
end

local function printed(v)
  local kind = type(v)
  if kind == "string" then return v end
  local to_text = tostring
  if legacy_print then
    to_text = _G.tostring
  else
    local mt = debug_getmetatable(v)
    local own = type(mt) == "table" and rawget(mt, "__tostring")
    if own then to_text = own end
  end
  local text = to_text(v)
  if type(text) == "number" then text = tostring(text) end
  if type(text) ~= "string" then
    raise(legacy_print and "'tostring' must return a string to 'print'" or "'__tostring' must return a string")
  end
  return text
end

local function print_line(...)
  local n = select("#", ...)
  if n == 1 then
    local s = printed((...))
    local count = held_count + 1
    if count < room and #s <= LARGE_PIECE then
      held[count], held[count + 1] = s, "\n"
      held_count = count + 1
    else
      write_out("O", s .. "\n")
    end
    return
  end
  local parts = { ... }
  for i = 1, n do parts[i] = printed(parts[i]) end
  write_out("O", concat(parts, "\t", 1, n) .. "\n")
end

print = print_line

-- Child processes ---------------------------------------------------------------------------------------------------------

do
  -- They write past the frames, into a pipe that the host reads too. Before one starts, the host has taken everything that
  -- was written before; when one has ended, the host takes what it has written before anything later.
  local pipes = setmetatable({}, { __mode = "k" })

  local function child_starts() ask("B", "") end

  local function child_ended(...)
    send("D", "")
    return ...
  end

  if os_execute then
    function os.execute(...)
      local command = ...
      if type(command) ~= "string" then return os_execute(...) end
      child_starts()
      return child_ended(os_execute(APART .. command))
    end
  end

  if io_popen then
    local function remembered(pipe, ...)
      if pipe then pipes[pipe] = true end
      return pipe, ...
    end

    function io.popen(...)
      hold_no_more()
      local command, mode = ...
      if type(command) ~= "string" or not (mode == nil or mode == "r" or mode == "w") then return io_popen(...) end
      child_starts()
      return remembered(io_popen(APART .. command, mode))
    end
  end

  function file.close(f, ...)
    if f ~= nil and pipes[f] then
      pipes[f] = nil
      return child_ended(file_close(f))
    end
    return file_close(f, ...)
  end

  function io.close(...)
    local f = ...
    if f ~= nil and pipes[f] then
      pipes[f] = nil
      return child_ended(io_close(f))
    end
    return io_close(...)
  end
end

-- Standard input --------------------------------------------------------------------------------------------------------

local ahead, at, has_ended, input_error = "", 1, false, nil

local function fill()
  if has_ended then return false end
  local answer, content = ask("I", "")
  if answer == "f" then
    input_error = content
    return false
  end
  ahead, at, has_ended = content, 1, content == ""
  return not has_ended
end

local function peek()
  if at > #ahead and not fill() then return "" end
  return sub(ahead, at, at)
end

local function read_line(keep)
  local parts, n = {}, 0
  while true do
    local stop = find(ahead, "\n", at, true)
    if stop then
      local s = sub(ahead, at, keep and stop or stop - 1)
      at = stop + 1
      if n == 0 then return s end
      parts[n + 1] = s
      return concat(parts)
    end
    if at <= #ahead then
      n = n + 1
      parts[n] = sub(ahead, at)
    end
    ahead, at = "", 1
    if not fill() then
      return n > 0 and concat(parts) or nil
    end
  end
end

local function read_count(count)
  if count == 0 then return peek() ~= "" and "" or nil end
  local parts, n = {}, 0
  while count > 0 do
    if at > #ahead and not fill() then break end
    local s = sub(ahead, at, at + count - 1)
    at = at + #s
    count = count - #s
    n = n + 1
    parts[n] = s
  end
  return n > 0 and concat(parts) or nil
end

local function read_all()
  local parts, n = { sub(ahead, at) }, 1
  ahead, at = "", 1
  while fill() do
    n = n + 1
    parts[n] = ahead
    ahead, at = "", 1
  end
  return concat(parts)
end

-- The longest prefix that could be a numeral, as Lua 5.3 and later read it.
local function read_number()
  local parts, n = {}, 0
  local function accept(set)
    local c = peek()
    if c == "" or n >= 200 or not find(set, c, 1, true) then return false end
    n = n + 1
    parts[n] = c
    at = at + 1
    return true
  end
  while find(peek(), "^%s") do at = at + 1 end
  accept("+-")
  local digits, exponent = "0123456789", "eE"
  local any = false
  if accept("0") then
    any = true
    if accept("xX") then digits, exponent, any = "0123456789abcdefABCDEF", "pP", false end
  end
  while accept(digits) do any = true end
  if accept(".") then
    while accept(digits) do any = true end
  end
  if any and accept(exponent) then
    accept("+-")
    while accept("0123456789") do end
  end
  return tonumber(concat(parts))
end

local function read_format(what, i)
  local kind = type(what)
  if kind == "number" then return read_count(what) end
  if kind ~= "string" then
    bad_argument(i, "read", strict_formats and "invalid option" or "string expected, got " .. type_name(what))
  end
  local star = sub(what, 1, 1) == "*"
  if strict_formats and not star then bad_argument(i, "read", "invalid option") end
  local letter = sub(what, star and 2 or 1, star and 2 or 1)
  if letter == "l" then return read_line(false) end
  if letter == "n" then return read_number() end
  if letter == "a" then return read_all() end
  if letter == "L" and long_lines then return read_line(true) end
  return bad_argument(i, "read", "invalid format")
end

local function read_stdin(...)
  input_error = nil
  local n = select("#", ...)
  local results, count = {}, 0
  if n == 0 then
    results[1], count = read_line(false), 1
  end
  for i = 1, n do
    count = i
    local v = read_format((select(i, ...)), i)
    results[i] = v
    if v == nil then break end
  end
  if input_error then return nil, input_error, 5 end
  return unpack(results, 1, count)
end

local function lines_of_stdin(...)
  local n, formats = select("#", ...), { ... }
  local function checked(first, why, ...)
    if first == nil and why ~= nil then raise(why) end
    return first, why, ...
  end
  return function() return checked(read_stdin(unpack(formats, 1, n))) end
end

function io.read(...)
  if rawequal(io_input(), stdin) then return read_stdin(...) end
  release()
  return io_read(...)
end

function file.read(f, ...)
  if rawequal(f, stdin) then return read_stdin(...) end
  release()
  return file_read(f, ...)
end

function io.lines(...)
  if (...) == nil and rawequal(io_input(), stdin) then return lines_of_stdin(select(2, ...)) end
  return io_lines(...)
end

function file.lines(f, ...)
  if rawequal(f, stdin) then return lines_of_stdin(...) end
  return file_lines(f, ...)
end

-- Standard input cannot be positioned, though what stands behind it here could.
function file.seek(f, ...)
  if rawequal(f, stdin) then return file_seek(stdout, ...) end
  return file_seek(f, ...)
end

local function load_stdin(...)
  local source = read_all()
  if sub(source, 1, 1) == "#" then source = sub(source, find(source, "\n", 1, true) or #source + 1) end
  return real_load(source, "=stdin", ...)
end

function loadfile(...)
  if (...) == nil then return load_stdin(select(2, ...)) end
  return real_loadfile(...)
end

function dofile(...)
  if (...) ~= nil then return real_dofile(...) end
  local chunk, why = load_stdin()
  if not chunk then error(why, 0) end
  return chunk()
end

-- The end of the process ---------------------------------------------------------------------------------------------------

function os.exit(code, close)
  local number = 0
  if boolean_exit and type(code) == "boolean" then
    number = code and 0 or 1
  elseif code ~= nil then
    number = tonumber(code)
    if not number then bad_argument(1, "exit", "number expected, got " .. type_name(code)) end
    if number ~= floor(number) then
      if number_type then bad_argument(1, "exit", "number has no integer representation") end
      number = number < 0 and -floor(-number) or floor(number)
    end
  end
  hold_no_more()
  send("X", format("%.0f", number))
  os_exit(code, close)
end

-- Modules ----------------------------------------------------------------------------------------------------------------

local function host_module(name)
  if type(name) ~= "string" then return nil end
  local answer, content = ask("M", name)
  if answer == "n" then
    return (prefixed_reasons and "\n\t" or "") .. "no module '" .. name .. "' from the host"
  end
  if answer ~= "m" then error(content, 0) end
  local chunk_name, position = get_text(content, 1)
  local path, source_at = get_text(content, position)
  local chunk, why = real_load(sub(content, source_at), chunk_name)
  if not chunk then
    local from = path ~= "" and " from file '" .. path .. "'" or ""
    error("error loading module '" .. name .. "'" .. from .. ":\n\t" .. why, 0)
  end
  return chunk, path ~= "" and path or nil
end

do
  local searchers = package.searchers or package.loaders
  for i = #searchers, 2, -1 do searchers[i + 1] = searchers[i] end
  searchers[2] = host_module

  -- C code may take long without any hook.
  local function notes_c_code(load)
    return function(...)
      hold_no_more()
      return load(...)
    end
  end
  for i = 4, #searchers do searchers[i] = notes_c_code(searchers[i]) end
  package.loadlib = notes_c_code(package.loadlib)
end

-- A hook belongs to one coroutine.
local function notes_coroutines(make, name)
  return function(...)
    local f = ...
    if type(f) ~= "function" or version == "Lua 5.1" and getinfo(f, "S").what == "C" then
      bad_argument(1, name, version == "Lua 5.1" and "Lua function expected"
        or "function expected, got " .. (select("#", ...) == 0 and "no value" or type_name(f)))
    end
    hold_no_more()
    return make(f)
  end
end

if may_hold then
  coroutine.create = notes_coroutines(coroutine.create, "create")
  coroutine.wrap = notes_coroutines(coroutine.wrap, "wrap")

  function debug.sethook(...)
    hold_no_more()
    return sethook(...)
  end

  function debug.gethook(...)
    release()
    return gethook(...)
  end
end

-- Closed levels -----------------------------------------------------------------------------------------------------------

-- What a script that is not trusted may not reach is taken out of the library, and files are opened only when the host,
-- which knows the grants and follows links, has said so.
local function close_library()
  local DENIED, EACCES = "Permission denied", 13
  local open, real_remove, real_rename = io.open, os.remove, os.rename
  local searcher_of_preload = (package.searchers or package.loaders)[1]

  -- The path to use, or nothing.
  local function granted(path, access)
    local answer, real = ask("P", access .. path)
    return answer == "p" and real or nil
  end

  local function checked_path(path, position, name)
    if type(path) == "number" then path = number_text(path) end
    if type(path) ~= "string" then
      bad_argument(position, name, "string expected, got " .. (path == nil and "no value" or type_name(path)))
    end
    return path
  end

  -- In messages a file is called as the script calls it.
  local function failure(path, real, why, code)
    if type(why) == "string" and sub(why, 1, #real) == real then why = path .. sub(why, #real + 1) end
    return nil, why, code
  end

  local function open_granted(path, how)
    local access = type(how) == "string" and find(how, "[wa+]") and "w" or "r"
    local real = granted(path, access)
    if not real then return nil, path .. ": " .. DENIED, EACCES end
    local f, why, code = open(real, how)
    if f then return f end
    return failure(path, real, why, code)
  end

  function io.open(path, how)
    path = checked_path(path, 1, "open")
    if how ~= nil and (type(how) ~= "string" or not find(how, "^[rwa]%+?b*$")) then
      if legacy_print and version == "Lua 5.1" then return nil, path .. ": Invalid argument", 22 end
      bad_argument(2, "open", type(how) == "string" and "invalid mode" or "string expected, got " .. type_name(how))
    end
    return open_granted(path, how)
  end

  local lines_of = io.lines
  function io.lines(path, ...)
    if path == nil then return lines_of(path, ...) end
    path = checked_path(path, 1, "lines")
    local real = granted(path, "r")
    if not real then raise(path .. ": " .. DENIED) end
    return lines_of(real, ...)
  end

  local function default_file(name, set, access)
    return function(f, ...)
      if type(f) ~= "string" and type(f) ~= "number" then return set(f, ...) end
      f = checked_path(f, 1, name)
      local real = granted(f, access)
      if not real then raise(f .. ": " .. DENIED) end
      return set(real)
    end
  end
  io.input = default_file("input", io.input, "r")
  io.output = default_file("output", io.output, "w")

  local function closed(name)
    return nil, name .. " is closed at this sandbox level: no process is started; run the script at the level 'trusted'"
      .. " if you trust it", 1
  end
  function io.popen() return closed("io.popen") end
  function io.tmpfile() return nil, DENIED, EACCES end
  function os.tmpname() raise("unable to generate a unique filename") end

  function os.execute(command)
    if command == nil then return false end
    return closed("os.execute")
  end

  function os.remove(path)
    path = checked_path(path, 1, "remove")
    local real = granted(path, "w")
    if not real then return nil, path .. ": " .. DENIED, EACCES end
    local done, why, code = real_remove(real)
    if done then return done end
    return failure(path, real, why, code)
  end

  function os.rename(from, to)
    from, to = checked_path(from, 1, "rename"), checked_path(to, 2, "rename")
    local real_from, real_to = granted(from, "w"), granted(to, "w")
    if not (real_from and real_to) then return nil, from .. ": " .. DENIED, EACCES end
    local done, why, code = real_rename(real_from, real_to)
    if done then return done end
    return failure(from, real_from, why, code)
  end

  local getenv = os.getenv
  function os.getenv(name)
    if name == "BIOXEN_HOST" or name == "PWD" and not tells_directory then return nil end
    return getenv(name)
  end

  -- Source text alone: bytecode is not checked by any interpreter, and ends in its memory.
  local REFUSED = "attempt to load a binary chunk (mode is 't')"
  local takes_mode = version ~= "Lua 5.1"

  local function text_only(reader)
    local started
    return function()
      local piece = reader()
      if not started and type(piece) == "string" and piece ~= "" then
        started = true
        if byte(piece) == 27 then error(REFUSED, 0) end
      end
      return piece
    end
  end

  local function load_text(chunk, name, how, ...)
    if type(chunk) == "string" then
      if byte(chunk) == 27 then return nil, REFUSED end
    elseif type(chunk) == "function" then
      chunk = text_only(chunk)
    end
    if takes_mode then
      if how ~= nil and type(how) == "string" and not find(how, "t", 1, true) then
        return nil, "attempt to load a text chunk (mode is '" .. how .. "')"
      end
      return load_any(chunk, name, "t", ...)
    end
    if type(chunk) == "string" then return real_load(chunk, name) end
    return load_any(chunk, name)
  end

  function _G.load(chunk, ...)
    if not takes_mode and type(chunk) == "string" and jit_version == "" then
      bad_argument(1, "load", "function expected, got string")
    end
    return load_text(chunk, ...)
  end
  if loadstring then
    function _G.loadstring(source, name) return load_text(checked_path(source, 1, "loadstring"), name) end
  end

  local function load_file(path, how, ...)
    local f, why = open_granted(path, "rb")
    if not f then return nil, "cannot open " .. why end
    local source = file_read(f, "*a")
    file_close(f)
    if not source then return nil, "cannot read " .. path end
    if sub(source, 1, 1) == "#" then source = sub(source, find(source, "\n", 1, true) or #source + 1) end
    return load_text(source, "@" .. path, how, ...)
  end

  local loadfile_of_stdin, dofile_of_stdin = loadfile, dofile
  function _G.loadfile(path, ...)
    if path == nil then return loadfile_of_stdin(path, "t", select(2, ...)) end
    return load_file(checked_path(path, 1, "loadfile"), ...)
  end
  function _G.dofile(path)
    if path == nil then return dofile_of_stdin() end
    local chunk, why = load_file(checked_path(path, 1, "dofile"))
    if not chunk then error(why, 0) end
    return chunk()
  end

  string.dump = nil

  if not tells_of_collector then
    local collect = collectgarbage
    local starts = { collect = true, restart = true, step = true }
    function _G.collectgarbage(...)
      local what = ...
      if what == "stop" then collects = false elseif what == nil or starts[what] then collects = true end
      return collect(...)
    end
  end

  if version == "Lua 5.1" then
    -- The functions of this program stay as they are: only the environments of a script's own can be seen and changed.
    local get_env, set_env, real_unpack = getfenv, setfenv, unpack
    local CLOSED = "cannot change environment of given object"
    local function function_at(f, name)
      if type(f) ~= "number" or f < 1 then return f end
      local info = getinfo(f + 2, "f")
      if not info then bad_argument(1, name, "invalid level") end
      return info.func or raise("no function environment for tail call at level " .. f)
    end
    local function is_ours(f)
      if type(f) ~= "function" then return false end
      local info = getinfo(f, "S")
      return info.source == SELF or info.what == "C"
    end
    function _G.getfenv(f)
      f = function_at(f == nil and 1 or f, "getfenv")
      return is_ours(f) and _G or get_env(f)
    end
    function _G.setfenv(f, env)
      local target = function_at(f, "setfenv")
      if is_ours(target) then raise("'setfenv' " .. CLOSED) end
      local changed = set_env(target, env)
      return changed
    end

    -- The interpreter computes the size of a range with 32 bits, and trusts what comes out.
    function _G.unpack(t, i, j)
      local first, last = tonumber(i == nil and 1 or i), tonumber(j)
      if j == nil and type(t) == "table" then last = #t end
      if first and last and not (last - first < 1e6 and abs(first) <= 2147483647 and abs(last) <= 2147483647) then
        if last < first then return end
        raise("too many results to unpack")
      end
      return real_unpack(t, i, j)
    end
  end

  -- Of what looks into functions and stacks remains what tells where something is.
  local real_traceback = debug.traceback
  local function get_info(...)
    local thread, f, what = ...
    local given = type(thread) == "thread"
    if not given then f, what = thread, f end
    if what ~= nil and (type(what) ~= "string" or find(what, "[^Slnut]")) then
      bad_argument(given and 3 or 2, "getinfo", "invalid option")
    end
    what = what or (legacy_names and version == "Lua 5.1" and "Slnu" or "Slnut")
    if type(f) == "number" and not given then f = f > 0 and f + 1 or f end
    local info
    if given then info = getinfo(thread, f, what) else info = getinfo(f, what) end
    return info
  end
  for name in next, debug do debug[name] = nil end
  debug.traceback, debug.getinfo = real_traceback, get_info

  package.loadlib = nil
  if not allows_c then
    package.path, package.cpath = "", ""
    local searchers = package.searchers or package.loaders
    for i = #searchers, 1, -1 do searchers[i] = nil end
    searchers[1], searchers[2] = searcher_of_preload, host_module
  end
  if package.searchpath then
    function package.searchpath(name, path, separator, replacement)
      local tried = {}
      name = checked_path(name, 1, "searchpath")
      separator, replacement = separator or ".", replacement or "/"
      if separator ~= "" then
        local parts, from = {}, 1
        while true do
          local first, last = find(name, separator, from, true)
          parts[#parts + 1] = sub(name, from, (first or 0) - 1)
          if not first then break end
          from = last + 1
        end
        name = concat(parts, replacement)
      end
      for template in gmatch(checked_path(path, 2, "searchpath"), "[^;]+") do
        local first = find(template, "?", 1, true)
        local candidate = template
        while first do
          candidate = sub(candidate, 1, first - 1) .. name .. sub(candidate, first + 1)
          first = find(candidate, "?", first + #name, true)
        end
        local f = open_granted(candidate, "rb")
        if f then
          file_close(f)
          return candidate
        end
        tried[#tried + 1] = "\n\tno file '" .. candidate .. "'"
      end
      return nil, concat(tried)
    end
  end

  -- LuaJIT's doors to native code.
  for _, name in next, { "ffi", "jit.util", "jit.opt", "jit.profile" } do
    loaded[name], package.preload[name] = nil, nil
  end
  if jit_version ~= "" then
    local told = { version = jit.version, version_num = jit.version_num, os = jit.os, arch = jit.arch }
    _G.jit, loaded.jit = told, told
  end
end

if is_closed then close_library() end

-- Errors that end the evaluation, whoever catches them: running out of memory, where that is limited (the script would only
-- run out of it again), and being interrupted.
local NO_MEMORY = "not enough memory"
local current -- the evaluation that runs: chunk, arguments, and from the message handler on what is known of its error

-- Some functions say for what, and coroutine.wrap says where.
local function is_out_of_memory(e)
  return rawequal(e, NO_MEMORY)
    or type(e) == "string" and (find(e, ": " .. NO_MEMORY .. "$") or find(e, NO_MEMORY .. " for buffer allocation$")) ~= nil
end

do
  local function passed(ok, ...)
    if not ok then
      local e = ...
      if has_memory_limit and is_out_of_memory(e) or is_interrupt(e) then error(e, 0) end
    end
    return ok, ...
  end

  -- What the function itself says of wrong arguments, under the name by which it was called.
  local function refuse(f, name, ...)
    local _, message = pcall(f, ...)
    name = getinfo(2, "n").name or version == "Lua 5.1" and "?" or name
    raise((gsub(message, "'%?'", "'" .. name .. "'")))
  end

  local pcall, xpcall, resume = pcall, xpcall, coroutine.resume
  local takes_any_handler = strict_formats
  function _G.pcall(...)
    if (...) == nil and select("#", ...) == 0 then refuse(pcall, "pcall", ...) end
    return passed(pcall(...))
  end
  function _G.xpcall(...)
    local _, handler = ...
    if type(handler) ~= "function" and not (takes_any_handler and select("#", ...) > 1) then
      refuse(xpcall, "xpcall", ...)
    end
    return passed(xpcall(...))
  end
  function coroutine.resume(...)
    if type((...)) ~= "thread" then refuse(resume, "coroutine.resume", ...) end
    return passed(resume(...))
  end
end

-- The signal reaches the main thread alone, and a script that catches the error in other ways would go on. Once in a round of
-- the garbage collector this looks whether the signal has come, in the coroutine that happens to run. LuaJIT interrupts
-- coroutines itself.
local look_anew -- for a new evaluation: a finalizer that failed, since a script had used up the stack, has ended the looking
if status and jit_version == "" then
  local new_proxy, looked, latest = newproxy, 0, 0
  local await_garbage

  local function stop()
    sethook()
    if current and not is_armed() then error(INTERRUPTED, 0) end
  end

  local function look(sentinel)
    if type(sentinel) == "table" and sentinel[1] ~= latest then return end
    await_garbage() -- first: what fails below must not end the looking
    local now = clock()
    if current and now - looked >= 0.01 then
      looked = now
      if not is_armed() then sethook(stop, "", 1) end
    end
  end

  if version == "Lua 5.1" then
    local collected = new_proxy(true)
    debug_getmetatable(collected).__gc = look
    function await_garbage() new_proxy(collected) end
  else
    local collected = { __gc = look }
    function await_garbage()
      latest = latest + 1
      setmetatable({ latest }, collected)
    end
    look_anew = await_garbage
  end
  await_garbage()
end

-- Errors -----------------------------------------------------------------------------------------------------------------

-- The names by which global functions and those of loaded modules are known.
local function names_of_functions()
  local names = {}
  local function name_all(t, prefix)
    local k, v = next(t)
    while k ~= nil do
      if type(k) == "string" and type(v) == "function" then names[v] = names[v] or prefix .. k end
      k, v = next(t, k)
    end
  end
  name_all(_G, "")
  local k, v = next(loaded)
  while k ~= nil do
    if type(k) == "string" and type(v) == "table" then name_all(v, k .. ".") end
    k, v = next(loaded, k)
  end
  return names
end

local function described(info, names)
  if info.what == "main" then return "main chunk" end
  if names[info.func] then return "function '" .. names[info.func] .. "'" end
  if info.name and info.namewhat ~= "" then
    return (legacy_names and "function" or info.namewhat) .. " '" .. info.name .. "'"
  end
  if info.what == "C" or info.source == SELF then return "?" end
  return "function <" .. info.short_src .. ":" .. info.linedefined .. ">"
end

local function collect(...) return { n = select("#", ...), ... } end

-- Below this function lies nothing of the script.
local function call_chunk()
  local e = current
  e.results = collect(e.chunk(unpack(e.arguments, 1, e.count)))
end

local function position_in(message, source)
  if sub(message, 1, #source + 1) ~= source .. ":" then return nil end
  local first, last = find(message, "^%d+:", #source + 2)
  return first and tonumber(sub(message, first, last - 1))
end

local function last_level()
  local below, above = 1, 2
  while getinfo(above, "l") do below, above = above, above * 2 end
  while below < above - 1 do
    local middle = floor((below + above) / 2)
    if getinfo(middle, "l") then below = middle else above = middle end
  end
  return below
end

local message_handler

-- Fills in the frames between the error and the chunk, and where the message points to.
local function look_back(message)
  local e = current
  local names = names_of_functions()
  local level = 2
  while getinfo(level, "f").func ~= message_handler do level = level + 1 end
  local from, to = level + 1, last_level() - 1 -- seen from here, one call less
  for l = to, from, -1 do
    if getinfo(l, "f").func == call_chunk then
      to = l - 1
      break
    end
  end
  local frames, n = {}, 0
  local l = from
  while l <= to do
    if n == FRAMES_TOP and to - l >= FRAMES_BOTTOM then
      n = n + 1
      frames[n] = { "...", 0, "(skipping " .. (to - l - FRAMES_BOTTOM + 1) .. " levels)" }
      l = to - FRAMES_BOTTOM + 1
    end
    local info = getinfo(l, "Slnf")
    if info and info.what ~= "tail" then
      local own = info.source == SELF
      local line = not own and info.currentline > 0 and info.currentline or 0
      n = n + 1
      frames[n] = { own and "[C]" or info.short_src, line, described(info, names) }
      if type(message) == "string" and not own and not e.line then
        e.line = position_in(message, info.short_src)
        e.source = info.short_src
      end
    end
    l = l + 1
  end
  e.frames = frames
end

function message_handler(message)
  pcall(look_back, message)
  return message
end

local function message_of(value)
  local kind = type(value)
  if kind == "string" then return value end
  if kind == "number" then return tostring(value) end
  local mt = debug_getmetatable(value)
  if type(mt) == "table" and rawget(mt, "__tostring") ~= nil then
    local ok, text = pcall(tostring, value)
    if ok and type(text) == "string" then return text end
  end
  return "(error object is a " .. kind .. " value)"
end

-- How Lua prints this chunk name.
local function short_name(chunk_name)
  return getinfo(real_load("", chunk_name), "S").short_src
end

local function ends_too_early(message)
  return find(message, " near '?<eof>'?$") ~= nil
end

-- Evaluations ----------------------------------------------------------------------------------------------------------------

local send_error, evaluate
do
  local looked_at_clock = clock() -- which takes a system call; between two evaluations no time of the processor passes

  local function usage()
    local before, now = looked_at_clock, clock()
    looked_at_clock = now
    return text32("" .. floor(collectgarbage("count") * 1024)) .. text32("" .. floor((now - before) * 1e6))
  end

  local function send_result(e)
    local out = { usage() }
    put_values(out, e.results, e.results.n)
    send("R", concat(out))
  end

  function send_error(e, kind, value)
    local message = message_of(value)
    if #message > MAX_MESSAGE then message = sub(message, 1, MAX_MESSAGE) .. "..." end
    if not e.line and type(value) == "string" then
      e.source = short_name(e.name)
      e.line = position_in(message, e.source)
    end
    local out = { usage(), kind, text32(message) }
    put_values(out, { value }, 1)
    out[#out + 1] = text32(e.line and e.source or "")
    out[#out + 1] = u32(e.line or 0)
    local frames = e.frames or {}
    out[#out + 1] = u32(#frames)
    for i = 1, #frames do
      local f = frames[i]
      out[#out + 1] = text32(f[1]) .. u32(f[2]) .. text32(f[3])
    end
    send("F", concat(out))
  end

  -- The chunk; or nothing, the message, and whether more source could make it valid. As lua.c does: the semicolon is why
  -- `f();` shows nothing.
  local function compile(e, repl)
    local code = e.code
    if repl then
      if sub(code, 1, 1) == "=" then code = "return " .. sub(code, 2) end
      local chunk = real_load("return " .. code .. ";", e.name)
      if chunk then return chunk end
    end
    local chunk, why = real_load(code, e.name)
    return chunk, why, repl and not chunk and ends_too_early(why)
  end

  local function get_global(name) return _G[name] end

  -- Hands the results to whatever the global `print` is now.
  local function show_results(e)
    local ok, why = pcall(get_global, "print")
    if ok then ok, why = pcall(why, unpack(e.results, 1, e.results.n)) end
    if ok or rawequal(why, NO_MEMORY) then return ok, why end
    return false, "error calling 'print' (" .. message_of(why) .. ")"
  end

  function evaluate(p)
    local e = {}
    local position = 3
    local mode, echo = sub(p, 1, 1), sub(p, 2, 2) == "t"
    e.name, position = get_text(p, position)
    local program
    program, position = get_value(p, position)
    e.count, position = get_u32(p, position)
    e.arguments = {}
    for i = 1, e.count do e.arguments[i], position = get_value(p, position) end
    e.code = sub(p, position)
    ahead, at, has_ended = "", 1, false

    local why, incomplete
    e.chunk, why, incomplete = compile(e, mode == "R")
    e.code = nil
    if not e.chunk then return send_error(e, incomplete and "i" or "s", why) end
    if program ~= nil then
      local arg_table = { [0] = program }
      for i = 1, e.count do arg_table[i] = e.arguments[i] end
      _G.arg = arg_table
    end
    current = e
    local ok, value = xpcall(call_chunk, message_handler)
    if ok and echo and e.results.n > 0 then
      ok, value = show_results(e)
    end
    current = nil
    if asking and not is_interrupt(value) then os_exit(1) end
    file_flush(stdout)
    if ok then return send_result(e) end
    if is_out_of_memory(value) then
      e.results = nil
      collectgarbage()
      collectgarbage()
    end
    send_error(e, "r", value)
  end
end

-- Completion -----------------------------------------------------------------------------------------------------------------

local complete
do
  local keywords = {}
  for word in gmatch("and break do else elseif end false for function if in local nil not or repeat return then true until while",
    "%l+") do
    keywords[word] = true
  end
  if version ~= "Lua 5.1" or jit_version ~= "" then keywords["goto"] = true end
  if version == "Lua 5.5" then keywords.global = true end

  -- The table in which a member of a value is looked for when it is not in the value itself: what the metatable's __index is, if that
  -- is a table. No code is run.
  local function next_place(v)
    local mt = debug_getmetatable(v)
    local index = type(mt) == "table" and rawget(mt, "__index")
    return type(index) == "table" and index or nil
  end

  local function first_place(v)
    if type(v) == "table" then return v end
    return next_place(v)
  end

  local function member(v, key)
    local place = first_place(v)
    for _ = 1, MAX_CHAIN do
      if not place then break end
      local value = rawget(place, key)
      if value ~= nil then return value end
      place = next_place(place)
    end
  end

  -- The value at a path of fields, indices that are numbers, and indices that are strings; nothing if it is none.
  local function follow(path)
    local value, position
    local first, last = find(path, "^[A-Za-z_][%w_]*")
    if first then
      value, position = member(_G, sub(path, 1, last)), last + 1
    else
      first, last = find(path, "^%('[^'\\]*'%)")
      if not first then first, last = find(path, '^%("[^"\\]*"%)') end
      if not first then return nil end
      value, position = "", last + 1
    end
    while position <= #path and value ~= nil do
      local key
      first, last, key = find(path, "^%.([A-Za-z_][%w_]*)", position)
      if not first then
        first, last, key = find(path, "^%[(%d+)%]", position)
        key = tonumber(key)
      end
      if not first then first, last, key = find(path, "^%['([^'\\]*)'%]", position) end
      if not first then first, last, key = find(path, '^%["([^"\\]*)"%]', position) end
      if not first then return nil end
      value, position = member(value, key), last + 1
    end
    return value
  end

  -- The first of the names in their order, each once.
  local function trim(names, limit)
    sort(names)
    local kept = 0
    for i = 1, #names do
      local name = names[i]
      if kept < limit and name ~= names[kept] then
        kept = kept + 1
        names[kept] = name
      end
      if i > kept then names[i] = nil end
    end
    return kept
  end

  -- The names of members that begin with the text; of very many keys only some are looked at.
  local function members(owner, start, functions_only, limit, names)
    local count, keys, place = #names, 0, first_place(owner)
    local bound -- of what is not smaller, enough has been found
    for _ = 1, MAX_CHAIN do
      if not place then break end
      local k, v = next(place)
      while k ~= nil do
        keys = keys + 1
        if keys > MAX_KEYS then return end
        if type(k) == "string" and #k <= MAX_NAME and sub(k, 1, #start) == start and find(k, "^[A-Za-z_][%w_]*$")
          and not keywords[k] and (not functions_only or type(v) == "function") and not (bound and k >= bound) then
          count = count + 1
          names[count] = k
          if count >= 2 * limit + 100 then
            count = trim(names, limit)
            bound = count == limit and names[count] or bound
          end
        end
        k, v = next(place, k)
      end
      place = next_place(place)
    end
  end

  function complete(payload)
    local limit, position = get_u32(payload, 1)
    local prefix = sub(payload, position)
    limit = limit < MAX_NAMES and limit or MAX_NAMES
    local names, path = {}, ""
    if #prefix > MAX_PREFIX then
      limit = 0
    elseif find(prefix, "^[%w_]*$") then
      for word in next, keywords do
        if prefix ~= "" and sub(word, 1, #prefix) == prefix then names[#names + 1] = word end
      end
      members(_G, prefix, false, limit, names)
    else
      local first, _, before, separator, start = find(prefix, "^(.+)([.:])([%w_]*)$")
      if first then
        path = before .. separator
        members(follow(before), start, separator == ":", limit, names)
      end
    end
    local count = trim(names, limit)
    local out = { u32(count) }
    for i = 1, count do out[i + 1] = text32(path .. names[i]) end
    send("C", concat(out))
  end
end

local function say_hello() send("H", char(PROTOCOL) .. text32(version) .. text32(jit_version)) end

_G.arg = nil

-- Serving ----------------------------------------------------------------------------------------------------------------

do
  local hook, hook_mask, hook_count

  -- Whether the conversation can simply go on; not if an interrupt came in the middle of what is said in it.
  local function serve_evaluation(payload)
    if look_anew then look_anew() end
    if hook then sethook(hook, hook_mask, hook_count) end
    local ok, why = pcall(evaluate, payload)
    hook, hook_mask, hook_count = gethook()
    -- The interpreter's own hook is an interrupt that is about to come.
    if type(hook) == "function" then sethook() else hook = nil end
    current, payload = nil, nil
    if not ok then
      -- It may be that the answer is sent already, and that the host means the next evaluation, which it has asked for.
      if is_interrupt(why) then return false end
      -- Memory ran out while the answer was put together, say; a shorter one may do.
      collectgarbage()
      send_error({ name = "=?" }, "r", why)
    end
    return not asking or status and is_armed()
  end

  local times_stopped = 0
  local stopped = false -- from the first interrupt on, the table of globals in which this program has left itself

  -- The signal may have come anywhere, in the middle of a frame too: skips what the host has sent before it knew.
  local function resume_serving()
    pause()
    times_stopped = times_stopped + 1
    local here = token .. format(" %d", times_stopped)
    send("A", "")
    repeat
      local line = file_read(from_host, "*l")
      if not line then os_exit(1) end
    until line == here
    asking = false
    resume()
  end

  -- Until the host is gone, which answers true, or has stopped a script.
  local function serve()
    if stopped then resume_serving() else say_hello() end
    while true do
      pause()
      local kind, payload = receive()
      resume()
      if kind == "V" then
        if not serve_evaluation(payload) then return end
      elseif kind == "c" then
        if not pcall(complete, payload) then send("C", u32(0)) end
      elseif kind == "h" then
        say_hello()
      elseif kind == "s" then
        return await_signal()
      else
        return true
      end
    end
  end

  -- Called by the command line, each time with SIGINT's handler in place: first here below, then after each signal. Between
  -- two calls the function is a global variable, which no script sees.
  local get_env = getfenv
  local serving, host_is_gone, displaced = false, false, nil

  local function again()
    if serving or host_is_gone then return end -- a finalizer of a script has found it
    serving = true
    if stopped then rawset(stopped, AGAIN, displaced) end
    local ok, gone = pcall(serve)
    if not ok and status and is_armed() then error(gone, 0) end
    host_is_gone = gone == true
    stopped = get_env and get_env(0) or _G
    displaced = rawget(stopped, AGAIN)
    rawset(stopped, AGAIN, again)
    serving = false
  end

  again()
end
