-- SPDX-License-Identifier: Apache-2.0
-- More memory than a VM has, in one call or piece by piece, in the VM or in what the host keeps for it.

--- string-doubled
-- ids: M1
-- about: a string doubled for ever
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR memory
local s = 'x'
while true do s = s .. s end

--- string-doubled-under-pcall
-- ids: M1
-- about: the same, with the error caught
-- wall: 400
-- expect: LIMIT_EXCEEDED
-- expect: TIMED_OUT
local s = 'x'
while true do pcall(function() while true do s = s .. s end end) end

--- concatenation-of-many
-- ids: M1
-- about: a long string joined with itself many times in one expression
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR memory
local a = ('x'):rep(4000000)
local b = a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a..a
return #(b..b..b..b..b..b..b..b)

--- table-growth
-- ids: M2
-- about: a table that grows for ever
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR memory
local t = {}
while true do t[#t + 1] = {} end

--- table-growth-under-pcall
-- ids: M2
-- about: the same, with the end caught
-- expect: LIMIT_EXCEEDED
-- expect: TIMED_OUT
local t = {}
while true do pcall(function() while true do t[#t + 1] = {#t, 'x' .. #t} end end) end

--- table-growth-in-coroutine
-- ids: M2
-- about: the same in coroutines
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR memory
local t = {}
while true do coroutine.wrap(function() for i = 1, 10000 do t[#t + 1] = {i} end end)() end

--- keys-growth
-- ids: M2
-- about: string keys without end
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR memory
local t, i = {}, 0
while true do i = i + 1 t['a rather long key ' .. i] = i end

--- globals-growth
-- ids: M2
-- about: globals without end, kept for the scripts to come
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR memory
local i = 0
while true do i = i + 1 _G['g' .. i] = {i} end

--- closures-growth
-- ids: M2 M10
-- about: closures without end, each with a string of its own
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR memory
local t = {}
while true do
    local s = ('x'):rep(1000) .. #t
    t[#t + 1] = function() return s end
end

--- list-linked
-- ids: M2
-- about: a list, linked as deep as it is long
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR memory
local list
while true do list = {list} end

--- chunks-growth
-- ids: M2 C15
-- about: compiled chunks without end
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR memory
-- expect: TIMED_OUT
local compile, t = loadstring or load, {}
while true do t[#t + 1] = compile('local a, b, c = ' .. #t .. ', "text ' .. #t .. '", {} return function() return a, b, c end') end

--- error-in-handler-growth
-- ids: M2 C4
-- about: a handler that collects
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR memory
-- expect: TIMED_OUT
local t = {}
while true do xpcall(error, function() for i = 1, 1000 do t[#t + 1] = {i} end end) end

--- concat-of-references
-- ids: M3
-- about: 4,000 references to one string of 1 MB, joined
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR memory
-- expect: SCRIPT_ERROR too large
local s, t = ('x'):rep(1000000), {}
for i = 1, 4000 do t[i] = s end
return #table.concat(t)

--- concat-with-separators
-- ids: M3
-- about: nothing, joined by separators of 1 MB
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR memory
-- expect: SCRIPT_ERROR too large
local t = {}
for i = 1, 4000 do t[i] = '' end
return #table.concat(t, ('x'):rep(1000000))

--- concat-of-a-range
-- ids: M3
-- about: ranges of a table that nobody has
-- expect: COMPLETED contained
local contained = true
for _, range in ipairs { {1, 2^31}, {-2^31, 2^31}, {2^53, 2^53 + 10}, {1, 1e300} } do
    contained = not pcall(table.concat, {'x'}, ',', range[1], range[2]) and contained
end
return contained and 'contained' or 'joined'

--- unpack-of-nothing
-- ids: M4
-- about: 100 million values from an empty table
-- expect: SCRIPT_ERROR
-- expect: LIMIT_EXCEEDED
local unpack = table.unpack or unpack
return select('#', unpack({}, 1, 1e8))

--- bytes-of-a-long-string
-- ids: M4
-- about: all bytes of a string of 20 MB as values
-- expect: SCRIPT_ERROR
-- expect: LIMIT_EXCEEDED
local s = ('x'):rep(20000000)
return select('#', s:byte(1, -1))

--- results-collected
-- ids: M4
-- about: many values, made from many values, again and again
-- wall: 400
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR
-- expect: TIMED_OUT
local unpack = table.unpack or unpack
local t = {}
for i = 1, 200000 do t[i] = 65 end
while true do
    local ok, s = pcall(function() return string.char(unpack(t)) end)
    ok, s = pcall(function() return {unpack(t)} end)
    ok, s = pcall(function() return select(-1, unpack(t)) end)
    ok, s = pcall(function() return math.max(unpack(t)) end)
    for i = 1, 100000 do t[#t + 1] = 65 end
end

--- select-out-of-range
-- ids: M4
-- about: select with indices that no list has
-- expect: COMPLETED contained
for _, n in ipairs { -2^31, 2^31, 2^53, -2^53, 1e300, -1e300, 1 / 0, 0 / 0, 0, -5 } do
    local ok, value = pcall(select, n, 1, 2, 3)
    if ok and value ~= nil then return 'selected ' .. n end
end
return 'contained'

--- sizes-overflow
-- ids: M5
-- about: a length that fits 32 bits only after it has overflowed
-- expect: SCRIPT_ERROR
-- expect: LIMIT_EXCEEDED
return #string.rep('x', 65536):rep(65537)

--- sizes-overflow-with-separator
-- ids: M5
-- about: the same in the separator, in 64 bits, and with negative counts
-- expect: COMPLETED contained
-- expect: LIMIT_EXCEEDED
local big = ('x'):rep(65536)
local ok, s
for _, n in ipairs { 2^31 - 1, 2^31, 2^32, 2^32 + 1, 2^47, 2^48, 2^53, 2^62, 1e300 } do
    ok, s = pcall(string.rep, big, n)
    if ok then return 'repeated ' .. n end
    ok, s = pcall(string.rep, '', n, big)
    if ok and #s > 0 then return 'separated ' .. n end
end
for _, n in ipairs { -1, -2^31, -2^53, 0 } do
    if string.rep('x', n) ~= '' then return 'negative ' .. n end
end
return 'contained'

--- coroutines-alive
-- ids: M6
-- about: coroutines without end, all alive
-- wall: 1000
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR
-- expect: TIMED_OUT
local alive = {}
while true do
    local co = coroutine.create(function() coroutine.yield() end)
    coroutine.resume(co)
    alive[#alive + 1] = co
end

--- coroutines-nested
-- ids: M6 S6
-- about: coroutines that resume one another without end
-- wall: 1000
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR
-- expect: COMPLETED contained
local function nest(n) return coroutine.wrap(nest)(n + 1) end
local ok, message = pcall(nest, 1)
return 'contained'

--- coroutines-dropped
-- ids: M7
-- about: suspended coroutines without end, all forgotten
-- wall: 600
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR
while true do
    local co = coroutine.wrap(function(...) local kept = ('x'):rep(1000) coroutine.yield(kept) end)
    co(1, 2, 3)
end

--- coroutines-left
-- ids: M7
-- about: suspended coroutines that are left when the script has ended, some in the midst of a call of the library
-- expect: COMPLETED left
left = {}
for i = 1, 60 do
    left[i] = coroutine.create(function()
        if i % 3 == 0 then pcall(coroutine.yield) end
        if i % 3 == 1 then pcall(table.sort, {3, 2, 1}, function() coroutine.yield() end) end
        coroutine.yield()
        while true do pcall(coroutine.yield) end
    end)
    coroutine.resume(left[i])
end
return 'left'

--- coroutines-that-finalize
-- ids: M7 C7
-- about: coroutines started where a finalizer would run
-- wall: 600
-- expect: COMPLETED done
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR
for i = 1, 1000 do
    setmetatable({}, {__gc = function() coroutine.wrap(function() coroutine.yield() end)() end, __mode = 'kv'})
end
collectgarbage()
return 'done'

--- output-flood
-- ids: M8
-- about: print without end
-- expect: LIMIT_EXCEEDED
while true do print(('x'):rep(100000)) end

--- output-flood-without-lines
-- ids: M8
-- about: io.write without a line's end, with the refusal caught
-- expect: LIMIT_EXCEEDED
while true do pcall(io.write, 'x') end

--- output-flood-of-errors
-- ids: M8
-- about: standard error without end, in a coroutine
-- expect: LIMIT_EXCEEDED
coroutine.wrap(function() while true do pcall(io.stderr.write, io.stderr, ('x'):rep(1000)) end end)()

--- output-at-once
-- ids: M8
-- about: 20 MB in one write, then in one write of many pieces
-- expect: LIMIT_EXCEEDED
local s = ('x'):rep(10000000)
pcall(io.write, s, s)
pcall(print, s, s)
while true do pcall(io.write, s) end

--- output-held-back
-- ids: M8
-- about: a buffer of the size of the world
-- expect: LIMIT_EXCEEDED
for _, size in ipairs { 2^31 - 1, 2^31, 2^40, 2^53, -1, 0 } do pcall(io.stdout.setvbuf, io.stdout, 'full', size) end
while true do io.stdout:write(('x'):rep(1000)) end

--- output-by-hostile-tostring
-- ids: M8 S3
-- about: print of what will not become text
-- expect: TIMED_OUT
local function made(f) return setmetatable({}, {__tostring = f}) end
pcall(print, made(function() error('no') end))
pcall(print, made(function() return nil end))
pcall(print, made(function() return {} end))
pcall(print, made(function() error(made(error)) end))
coroutine.wrap(function() pcall(print, made(function() coroutine.yield() return 'x' end)) end)()
local usual = tostring
tostring = function() return nil end
pcall(print, 1)
tostring = usual
print(made(function() while true do end end))

--- value-returned
-- ids: M9
-- about: a result as large as the memory allows, given to the host
-- expect: COMPLETED *
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR memory
local t = {}
for i = 1, 300000 do t[i] = 'value ' .. i end
return t, t, {t, t}

--- error-value-of-much
-- ids: M9 S3
-- about: an error of 8 MB, and one that is a table of many
-- expect: SCRIPT_ERROR
-- expect: LIMIT_EXCEEDED
local t = {}
for i = 1, 100000 do t[i] = {i} end
pcall(error, t)
error(('x'):rep(8000000))

--- weak-tables
-- ids: M10
-- about: weak tables whose values keep their keys alive
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR memory
-- expect: TIMED_OUT
local t = setmetatable({}, {__mode = 'k'})
local strong = {}
while true do
    local key = {}
    t[key] = {key, ('x'):rep(1000)}
    strong[#strong + 1] = key
end

--- weak-garbage
-- ids: M10
-- about: weak tables full of what nobody else keeps
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
local values = setmetatable({}, {__mode = 'v'})
local both = setmetatable({}, {__mode = 'kv'})
local i = 0
while true do
    i = i + 1
    values[i] = {('x'):rep(100)}
    both[{}] = {}
end

--- sparse-table
-- ids: M11
-- about: far indices that must not cost what lies between
-- expect: COMPLETED 4
local t = {}
t[2^26] = 1
t[2^31] = 1
t[2^52] = 1
t[-2^31] = 1
local n = 0
for _ in pairs(t) do n = n + 1 end
return n

--- table-sized-ahead
-- ids: M11
-- about: tables whose size is asked for ahead
-- expect: COMPLETED contained
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR
local compile = loadstring or load
local unpack = table.unpack or unpack
for _, n in ipairs { 2^26, 2^31 - 1, 2^31, 2^53, -1, 1e300 } do
    pcall(function() return table.create(n) end)
    pcall(function() return table.pack(unpack({}, 1, n)) end)
    pcall(function() return table.new(n, n) end)
    pcall(table.insert, {}, n, 1)
    pcall(table.remove, {}, n)
    pcall(function() local t = {} t[n] = 1 t[n + 1] = 1 return #t end)
end
return 'contained'

--- long-keys
-- ids: M2 M11
-- about: keys of 1 MB
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR memory
local t, i = {}, 0
while true do i = i + 1 t[('k'):rep(1000000) .. i] = true end

--- substitution-that-grows
-- ids: M1 C14
-- about: a substitution that makes 100 times of what it was, again and again
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR
-- expect: TIMED_OUT
local s = 'xxxxxxxxxx'
while true do s = s:gsub('x', ('x'):rep(100)) end

--- captures-that-grow
-- ids: M1 C14
-- about: a replacement that names the whole match a thousand times
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR
-- expect: TIMED_OUT
local s = ('x'):rep(1000000)
return #s:gsub('.*', ('%0'):rep(1000))

--- characters-joined
-- ids: M1
-- about: upper, lower, reverse and format of a long string, all kept
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR memory
local s, t = ('x'):rep(1000000), {}
while true do
    t[#t + 1] = s:upper()
    t[#t + 1] = s:reverse()
    t[#t + 1] = ('%s'):format(s:lower())
    t[#t + 1] = s:sub(2)
    t[#t + 1] = s:sub(2):gsub('x', 'y', 1)
end
