-- SPDX-License-Identifier: Apache-2.0
-- Work without end: loops of every kind, and single calls of the library that run long. Each is ended on time.

--- while-loop
-- ids: C1
-- about: while true
-- expect: TIMED_OUT
while true do end

--- numeric-for
-- ids: C1 C18
-- about: a loop that counts for centuries, and works a little, as a compiler of traces likes it
-- expect: TIMED_OUT
local x = 0
for i = 1, 1e18 do x = x + i % 7 end

--- repeat-until
-- ids: C1
-- about: repeat until false
-- expect: TIMED_OUT
local t = {}
repeat t.x = (t.x or 0) + 1 until false

--- goto-loop
-- ids: C1
-- about: goto backwards
-- needs: 5.2
-- expect: TIMED_OUT
::again::
goto again

--- tail-calls
-- ids: C1
-- about: a call in tail position, for ever
-- expect: TIMED_OUT
local function f(n) return f(n + 1) end
f(0)

--- iterator
-- ids: C1
-- about: an iterator that never ends
-- expect: TIMED_OUT
for _ in function() return 1 end do end

--- instruction-budget
-- ids: C1
-- about: a loop with a budget of instructions
-- limits: instructions=1000000
-- expect: LIMIT_EXCEEDED
while true do pcall(function() for i = 1, 100 do end end) end

--- pcall-loop
-- ids: C2
-- about: the end caught by pcall, again and again
-- expect: TIMED_OUT
while true do pcall(function() while true do end end) end

--- pcall-of-error
-- ids: C2
-- about: errors caught, again and again
-- expect: TIMED_OUT
while true do pcall(error) pcall(error, {}) end

--- pcall-recursion
-- ids: C3 S1
-- about: pcall nested until the stack is full, and then on
-- expect: TIMED_OUT
local function f() while true do pcall(f) end end
f()

--- handler-loop
-- ids: C4
-- about: a handler of xpcall that never ends
-- expect: TIMED_OUT
xpcall(error, function() while true do end end)

--- handler-of-the-end
-- ids: C4
-- about: a handler that would see the end of the script
-- expect: TIMED_OUT
while true do xpcall(function() while true do end end, function() while true do end end) end

--- handler-fails
-- ids: C4 S1
-- about: a handler that fails, whose failure fails
-- expect: TIMED_OUT
local function handler() error('again') end
while true do xpcall(error, handler) xpcall(error, function() return xpcall(error, handler) end) end

--- coroutine-loop
-- ids: C5
-- about: a loop in a coroutine
-- expect: TIMED_OUT
coroutine.wrap(function() while true do end end)()

--- coroutine-in-coroutine
-- ids: C5 S4
-- about: loops in coroutines of coroutines that catch what comes
-- expect: TIMED_OUT
local function nest(n)
    return coroutine.wrap(function()
        while true do
            if n == 0 then pcall(function() while true do end end) else pcall(nest(n - 1)) end
        end
    end)
end
nest(50)()

--- resume-swallows-the-end
-- ids: C5 S4
-- about: the end of a coroutine taken for an error
-- expect: TIMED_OUT
while true do coroutine.resume(coroutine.create(function() while true do end end)) end

--- ping-pong
-- ids: C5
-- about: two that hand over to each other for ever
-- expect: TIMED_OUT
local other = coroutine.wrap(function() while true do coroutine.yield() end end)
while true do other() end

--- loaded-chunk
-- ids: C6
-- about: a loop in a chunk with an environment of its own
-- needs: 5.2
-- expect: TIMED_OUT
load('while true do end', 'x', 't', {})()

--- finalizer
-- ids: C7
-- about: a finalizer that never ends, at a collection
-- expect: COMPLETED done
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR __gc
local function forever() while true do end end
for _ = 1, 10 do setmetatable({}, {__gc = forever}) end
if newproxy then pcall(function() getmetatable(newproxy(true)).__gc = forever end) end
collectgarbage()
collectgarbage()
return 'done'

--- finalizer-set-later
-- ids: C7
-- about: a finalizer put into a metatable that is in use, and one in a coroutine
-- expect: COMPLETED done
-- expect: TIMED_OUT
-- expect: SCRIPT_ERROR __gc
local metatable = {__gc = true}
for i = 1, 10 do setmetatable({}, metatable) end
metatable.__gc = function() while true do end end
coroutine.wrap(function()
    setmetatable({}, {__gc = function() coroutine.wrap(function() while true do end end)() end})
end)()
for i = 1, 10000 do local garbage = {{}, {}} end
return 'done'

--- finalizer-at-close
-- ids: C7
-- about: a finalizer that never ends, when the state is closed: the script has ended, its VM must end too
-- expect: COMPLETED done
-- expect: SCRIPT_ERROR __gc
kept = setmetatable({}, {__gc = function() while true do end end})
return 'done'

--- to-be-closed
-- ids: C8
-- about: a variable whose closing never ends
-- needs: 5.4
-- expect: TIMED_OUT
local f = load("local x <close> = setmetatable({}, {__close = function() while true do end end})")
f()

--- pattern-optional
-- ids: C9
-- about: a pattern with 40 optional letters, exponential without care
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
return ('a'):rep(40):find(('a?'):rep(40) .. ('a'):rep(40) .. 'b')

--- pattern-nested-repetition
-- ids: C9
-- about: a pattern of four repetitions, of the fourth power
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
return ('a'):rep(30000):find('.-.-.-.-b')

--- pattern-captures
-- ids: C9
-- about: a pattern of captures that never match
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR pattern too complex
return ('a'):rep(30000):find('(.*)(.*)(.*)(.*)x')

--- pattern-in-gmatch
-- ids: C9
-- about: the same under gmatch, match and gsub, caught and repeated
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
local s, p = ('a'):rep(30000), ('a-'):rep(10) .. 'b'
while true do
    pcall(function() for _ in s:gmatch(p) do end end)
    pcall(string.match, s, p)
    pcall(string.gsub, s, p, '')
end

--- repetition
-- ids: C10
-- about: a string of 2 GB
-- expect: SCRIPT_ERROR
-- expect: LIMIT_EXCEEDED
return #string.rep('x', 2e9)

--- repetition-of-2-to-the-31
-- ids: C10 M5
-- about: a string of 2^31 bytes
-- expect: SCRIPT_ERROR
-- expect: LIMIT_EXCEEDED
return #string.rep('x', 2^31)

--- repetition-of-nothing
-- ids: C10
-- about: the empty string, 1e15 times
-- wall: 1000
-- expect: COMPLETED 0
-- expect: TIMED_OUT
-- expect: SCRIPT_ERROR
return #string.rep('', 1e15)

--- repetition-in-a-loop
-- ids: C10
-- about: strings of 10 MB, made and dropped for ever
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
while true do pcall(string.rep, 'x', 1e7) end

--- plain-search
-- ids: C11
-- about: a plain search that is quadratic without care
-- wall: 400
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
local s, what = ('a'):rep(1000000), ('a'):rep(500000) .. 'b'
while true do s:find(what, 1, true) end

--- insert-in-front
-- ids: C12
-- about: elements put in front of a long table
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
local t = {}
for i = 1, 100000 do t[i] = i end
while true do table.insert(t, 1, 0) end

--- remove-in-front
-- ids: C12
-- about: elements taken from the front of a long table and put back
-- expect: TIMED_OUT
local t = {}
for i = 1, 100000 do t[i] = i end
while true do t[#t + 1] = table.remove(t, 1) end

--- lying-length
-- ids: C12
-- about: tables that say they are endless, given to the library
-- needs: 5.3
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
local t = setmetatable({}, {__len = function() return 2^52 end, __index = function() return 1 end})
while true do
    pcall(table.remove, t, 1)
    pcall(table.insert, t, 1, 1)
    pcall(table.sort, t)
    pcall(table.concat, t)
end

--- move-without-end
-- ids: C12
-- about: table.move over all numbers
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
-- expect: COMPLETED absent
if not table.move then return 'absent' end
while true do
    pcall(table.move, {}, 1, 2^52, 2)
    pcall(table.move, {}, 1, 1e9, 1, setmetatable({}, {__newindex = function() end}))
end

--- sort-without-order
-- ids: C13
-- about: a comparison that contradicts itself
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
local t = {}
while true do
    for i = 1, 20000 do t[i] = i * 7919 % 10007 end
    pcall(table.sort, t, function() return true end)
    pcall(table.sort, t, function(a, b) return (a + b) % 2 == 0 end)
end

--- sort-that-never-compares
-- ids: C13
-- about: comparisons that fail, yield or never end
-- expect: TIMED_OUT
local t = {}
for i = 1, 100 do t[i] = i end
pcall(table.sort, t, function() error('no') end)
coroutine.wrap(function() pcall(table.sort, t, function() coroutine.yield() return false end) end)()
table.sort(t, function() while true do end end)

--- sort-much
-- ids: C13
-- about: a long table sorted in one call
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
local t = {}
for i = 1, 400000 do t[i] = i * 7919 % 1000003 end
while true do table.sort(t) table.sort(t, function(a, b) return a > b end) end

--- substitution-of-nothing
-- ids: C14
-- about: every gap of a long string filled
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR
local s = ('x'):rep(1000000)
while true do s = s:gsub('', 'yyyyyyyyyy') end

--- substitution-by-function
-- ids: C14
-- about: a replacement that never ends
-- expect: TIMED_OUT
return (('x'):rep(1000):gsub('.', function() for i = 1, 1e15 do end end))

--- substitution-anchored
-- ids: C14
-- about: anchored, balanced and frontier patterns over a long string, quadratic without care
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
local s = ('('):rep(200000)
while true do
    pcall(string.gsub, s, '%b()', '')
    pcall(string.gsub, s, '^%(-%(-%)', '')
    pcall(string.find, s, '%f[^%(]%(*%)')
    pcall(string.find, s, '[%(%)%(%)%(%)%(%)%(%)]*%z')
end

--- endless-reader
-- ids: C15
-- about: a source that never ends, given piece by piece
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
return load(function() return ' ' end)

--- endless-reader-of-much
-- ids: C15 M9
-- about: a source of one long word that never ends
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR
-- expect: COMPLETED refused
local piece = ('x'):rep(65536)
local ok, f = pcall(load, function() return piece end)
return (ok and f) and 'compiled' or 'refused'

--- source-of-100-megabytes
-- ids: C15
-- about: a reader of 100 MB of source
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR
-- expect: COMPLETED refused
local line, n = ('x = 1 '):rep(1000) .. '\n', 0
local ok, f = pcall(load, function() n = n + 1 return n < 17000 and line or nil end)
return (ok and f) and 'compiled' or 'refused'

--- reader-that-fails
-- ids: C15 S6
-- about: readers that fail, yield, lie and load in their turn
-- expect: COMPLETED contained
local function try(reader) local ok, f = pcall(load, reader) return ok and f end
local contained = not try(function() error('no') end)
contained = contained and not try(function() return {} end)
local co = coroutine.create(function() return load(function() return coroutine.yield() end) end)
coroutine.resume(co)
coroutine.resume(co, 'return 1')
local depth = 0
local function nested() depth = depth + 1 if depth < 150 then load(nested) end return nil end
try(nested)
return contained and 'contained' or 'compiled'

--- deep-source
-- ids: C15
-- about: source nested 100,000 deep, in all the ways that the grammar has
-- expect: COMPLETED contained
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
local compile = loadstring or load
local n = 100000
local sources = {
    'return ' .. ('('):rep(n) .. '1' .. (')'):rep(n),
    'return ' .. ('{'):rep(n) .. ('}'):rep(n),
    'return ' .. ('not '):rep(n) .. '1',
    'return ' .. ('-'):rep(1) .. (' -'):rep(n) .. '1',
    'return ' .. ('a..'):rep(n) .. 'a',
    'return ' .. ('2^'):rep(n) .. '2',
    'return ' .. ('a['):rep(n) .. '1' .. (']'):rep(n),
    'return ' .. ('f{'):rep(n) .. ('}'):rep(n),
    ('do '):rep(n) .. ('end '):rep(n),
    ('while x do '):rep(n) .. ('end '):rep(n),
    ('if x then '):rep(n) .. ('end '):rep(n),
    'if x then ' .. ('elseif x then '):rep(n) .. 'end',
    ('function f() '):rep(n) .. ('end '):rep(n),
    'return ' .. ('function() return '):rep(n) .. '1' .. (' end'):rep(n),
    'x' .. ('.x'):rep(n) .. ' = 1',
    'return f' .. ('()'):rep(n),
}
for i, source in ipairs(sources) do
    local ok, f = pcall(compile, source)
    if not ok then return 'source ' .. i .. ': ' .. tostring(f) end
end
return 'contained'

--- compiler-limits
-- ids: C15
-- about: more constants, variables, upvalues, parameters and labels than a function can have
-- expect: COMPLETED contained
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
local compile = loadstring or load
local function many(n, format, between)
    local parts = {}
    for i = 1, n do parts[i] = format:format(i, i) end
    return table.concat(parts, between or ' ')
end
local sources = {
    many(300, 'local x%d'),
    'local ' .. many(300, 'x%d', ', ') .. ' = 1',
    'return {' .. many(300000, '%d.5', ', ') .. '}',
    'return ' .. many(70000, '"s%d"', ', '),
    'return function(' .. many(300, 'x%d', ', ') .. ') end',
    'f(' .. many(300, '%d', ', ') .. ')',
    many(150, 'local x%d') .. ' local function f() ' .. many(150, 'local y%d') .. ' return function() return '
        .. many(150, 'x%d + y%d', ' + ') .. ' end end',
    many(10000, 'if x then y = %d end'),
    'while x do ' .. many(50000, 'y = %d') .. ' end',
    'return "' .. ('\\u{7FFFFFFF}'):rep(1000) .. '"',
    'return "' .. ('\\z '):rep(100000) .. '"',
    '--[' .. ('='):rep(1000000) .. '[',
    'return ' .. ('9'):rep(1000000),
    'return 0x' .. ('f'):rep(1000000) .. 'p' .. ('9'):rep(1000),
}
for i, source in ipairs(sources) do
    local ok, f, message = pcall(compile, source)
    if not ok then return 'source ' .. i .. ': ' .. tostring(f) end
end
return 'contained'

--- format-widths
-- ids: C16
-- about: widths and precisions that no number has
-- expect: COMPLETED contained
local longest = 0
for _, f in ipairs { '%99.99f', '%-99.99e', '%+99.99g', '%099d', '%99s', '%#99x', '%99.99a', '%.99f', '%1000000000d', '%.1000000000f', '%1000000000s',
        '%99999999999999999999d', '%.99999999999999999999f', '%-+ #0099.99f', '%' .. ('0'):rep(100000) .. 'd', '%', '%y', '%1$s', '%n', '%*d', '%hhd' } do
    for _, value in ipairs { 1e308, -1e308, 1 / 0, 0 / 0, 2^53, -0.0, 5e-324, 'text' } do
        local ok, text = pcall(string.format, f, value)
        if ok then longest = math.max(longest, #text) end
    end
end
return longest < 1000 and 'contained' or longest

--- format-of-much
-- ids: C16 M1
-- about: a long string formatted many times at once, quoted, and quoted again
-- expect: LIMIT_EXCEEDED
-- expect: TIMED_OUT
-- expect: SCRIPT_ERROR
local s = ('\0'):rep(1000000)
local unpack = table.unpack or unpack
local arguments = {}
for i = 1, 200 do arguments[i] = s end
while true do
    local text = string.format(('%s'):rep(200), unpack(arguments))
    s = string.format('%q', s)
    s = string.format('%q', s)
end

--- tostring-without-end
-- ids: C16 S2
-- about: __tostring that asks for itself
-- expect: SCRIPT_ERROR overflow
local t = setmetatable({}, {})
getmetatable(t).__tostring = function(self) return tostring(self) .. 'x' end
return tostring(t)

--- numbers-of-many-digits
-- ids: C16
-- about: numerals of millions of digits, quadratic without care
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
local decimal, hexadecimal = ('9'):rep(3000000), ('f'):rep(3000000)
while true do
    local n = tonumber(decimal)
    n = tonumber('0.' .. decimal)
    n = tonumber(decimal .. 'e-3000000')
    n = tonumber('0x' .. hexadecimal)
    n = tonumber(hexadecimal, 16)
    n = tonumber(decimal, 36)
    n = tonumber('1e' .. decimal)
    n = pcall(function() return decimal + 1 end)
end

--- date-formats
-- ids: C16
-- about: dates far away, and formats that are long or wrong
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
-- expect: COMPLETED absent
if not os or not os.date then return 'absent' end
local long = ('%c %x %X %A %B '):rep(20000)
while true do
    for _, format in ipairs { long, '%', '%E', '%Ez', '%Q', '!%', '*t', '!*t', ('%%'):rep(100000), '%\0', '%5d', ('!'):rep(1000) } do
        for _, time in ipairs { 0, -1, 2^31, 2^53, -2^53, 1e18, -1e18, 1e300, 1 / 0, 0 / 0 } do pcall(os.date, format, time) end
    end
    pcall(os.time, {year = 1e300, month = 2^31, day = -2^31})
    pcall(os.time, {year = 2^31, month = 2^31, day = 2^31, hour = 2^31, min = 2^31, sec = 2^31})
    pcall(os.time, setmetatable({}, {__index = function() return 2^53 end}))
end

--- binary-formats
-- ids: C16 M4
-- about: formats of string.pack that ask for more than there is
-- expect: COMPLETED contained
-- expect: COMPLETED absent
-- expect: LIMIT_EXCEEDED
if not string.pack then return 'absent' end
local contained = true
for _, format in ipairs { 'c2147483647', 'c99999999999999999999', 'i17', 'i0', '!17 i8', '!3 i4', ('c1000000000'):rep(10), 's16', 'xXc', 'Xz',
        ('x'):rep(1000000), ('>'):rep(1000000), 'j' .. ('!16'):rep(100000) } do
    local ok, size = pcall(string.packsize, format)
    ok, size = pcall(string.pack, format, 'x')
    if ok and #size > 10000000 then contained = false end
    pcall(string.unpack, format, ('\255'):rep(100))
    pcall(string.unpack, format, ('\255'):rep(100), 2^53)
    pcall(string.unpack, format, '', -2^53)
end
pcall(string.unpack, 's4', '\255\255\255\255')
pcall(string.unpack, 's8', '\255\255\255\255\255\255\255\127')
pcall(string.unpack, ('b'):rep(1000000), ('x'):rep(1000000))
return contained and 'contained' or 'packed'

--- characters
-- ids: C16 M4
-- about: utf8 over long and broken strings
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
-- expect: COMPLETED absent
if not utf8 then return 'absent' end
local broken, long = ('\255'):rep(1000000), ('\228\184\173'):rep(1000000)
while true do
    pcall(utf8.len, long)
    pcall(utf8.len, broken, 1, -1)
    pcall(utf8.offset, long, 900000)
    pcall(utf8.offset, long, -900000)
    pcall(utf8.codepoint, long, 1, -1)
    pcall(utf8.char, 2^31, -1, 2^53)
    for _ in utf8.codes(long) do end
end

--- colliding-strings
-- ids: C17
-- about: 40,000 keys that differ only where the usual hash of long strings does not look
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
-- expect: COMPLETED
local t = {}
for i = 1, 40000 do t[(('%072d'):format(i):gsub('...', '%0x'))] = i end

--- colliding-numbers
-- ids: C17
-- about: numeric keys that differ only in their high bits, or only in their low ones
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
-- expect: COMPLETED
for _, step in ipairs { 2^32, 2^40, 2^-20, 2^33 + 2, 2^300, 65536, 2^31 } do
    local t = {}
    for i = 1, 20000 do t[i * step] = i end
    for i = 1, 20000 do t[-i * step] = i end
    for i = 1, 20000 do t[i * step] = nil end
end

--- border-of-a-sparse-table
-- ids: C17
-- about: the length of tables with holes, asked again and again
-- expect: TIMED_OUT
local t = {}
for i = 1, 24 do t[2^i] = i end
local u = {}
for i = 1, 100000 do u[i] = i end
for i = 100000, 2, -1 do u[i] = nil end
local v = setmetatable({}, {__index = function(_, k) return k end})
while true do local n = #t + #u + #v end

--- next-over-tombstones
-- ids: C17
-- about: the first key of a table whose keys are gone
-- expect: TIMED_OUT
local t = {}
for i = 1, 200000 do t['k' .. i % 100000] = i end
for i = 0, 99999 do t['k' .. i] = nil end
t.last = true
while true do
    local k = next(t)
    pcall(next, t, {})
    pcall(next, t, 'missing')
end

--- keys-changed-while-walked
-- ids: C17
-- about: a table that grows while it is walked
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR
local t = {1}
while true do
    for k in pairs(t) do
        t[#t + 1] = true
        t[k] = nil
        t['x' .. #t % 1000] = k
    end
end

--- comparison-of-long-strings
-- ids: C17
-- about: long strings compared, case changed, reversed, for ever
-- expect: TIMED_OUT
-- expect: LIMIT_EXCEEDED
local a, b = ('x'):rep(2000000) .. 'a', ('x'):rep(2000000) .. 'b'
while true do
    local less, same = a < b, a == b
    local t = {[a] = 1, [b] = 2}
    local s = a:upper() s = a:lower() s = a:reverse()
end

--- bits
-- ids: C17
-- about: operations on bits with strange arguments
-- expect: COMPLETED contained
local bits = bit32 or bit
if bits then
    for _, f in pairs(bits) do
        for _, n in ipairs { 2^53, -2^53, 1e300, 1 / 0, 0 / 0, -1, 0.5 } do
            pcall(f, n, n)
            pcall(f, n, n, n)
            pcall(f, 1, n)
        end
    end
end
return 'contained'

--- trace-compiler
-- ids: C18
-- about: a loop that a compiler of traces would compile without any check
-- expect: TIMED_OUT
local a, b = 1, 2
while a < 1e300 do a, b = b, a end

--- input-never-comes
-- ids: C20
-- about: a read of standard input that never comes
-- input: never
-- expect: TIMED_OUT
return io.read('*a')

--- input-never-comes-in-lines
-- ids: C20
-- about: the same in lines, numbers and a coroutine, under pcall
-- input: never
-- expect: TIMED_OUT
while true do
    pcall(io.read, '*n')
    pcall(function() for _ in io.lines() do end end)
    coroutine.wrap(function() pcall(io.stdin.read, io.stdin, 100) end)()
end
