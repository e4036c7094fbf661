-- SPDX-License-Identifier: Apache-2.0
-- What the compiler accepts and what it refuses, with which message; each line below is a chunk.
local function show(v)
    if type(v) == "string" then
        return '"' .. v:gsub("[^%w%p ]", function(c) return ("\\%d"):format(c:byte()) end) .. '"'
    end
    return type(v) == "number" and ("%.17g"):format(v) or type(v)
end
local function try(source, name)
    local chunk, message = load(source, name or "=t")
    if not chunk then
        return print("refused", show(message))
    end
    local r = table.pack(pcall(chunk, 7, 8))
    for i = 1, r.n do r[i] = show(r[i]) end
    print("takes", table.concat(r, " ", 1, r.n))
end

for line in ([======[
return 0x
return 0xg
return 3f
return 3x
return 3d
return 3e
return 3e+
return 3e1.5
return 1..2
return 1 ..2
return 1.2.3
return 1.
return .5
return 5.e2
return .e1
return 0x.8
return 0x8.
return 0x.
return 0x1p4
return 0x1p-4
return 0x1p+4
return 0xA.8p1
return 0x1p
return 0x1p1.5
return 0x1e+1
return 0x1P2
return 0X10
return 0xffffffff
return 0x7fffffffffffffff
return 0xffffffffffffffffff
return 0x123456789abcdef01
return 0x1p1023
return 0x1p1024
return 0x1p-1074
return 0x1p-1080
return 0x0.0000000000000000000000001p100
return 1e309
return -1e309
return 1e-400
return 1e308 * 10
return 9007199254740993
return 9007199254740993.0
return 18446744073709551616
return 123456789012345678901234567890
return 0.1234567890123456789
return 4.9e-324
return 2.2250738585072011e-308
return 1e15
return 999999999999999
return 9999999999999999
return 00010
return 1E2
return 1e+2
return 1e-2
return 2^53
return 2^53 + 1
return 2^0.5
return 2^-1074
return 10^308
return (-2)^3
return -2^2
return 2^3^2
return 7.1^3.3
return (-8)^(1/3)
return 2^1023 * 2
return 5 % 3, -5 % 3, 5 % -3, -5 % -3
return 5.5 % -2, 1e308 % 3, -1 % 1e309, 5 % 1e309
return 5 % 0
return 1/0, -1/0
return 0/0
return -(0/0)
return -0
return - 0
return -0.0
return 0 * -1
return -0 + 0
return -0 - 0
return 0 - 0
return -0 == 0
return 1/-0
return 1/(0 * -1)
return 1/(-0 * -1)
return 3 - -0
return - - 0
return {-0, [-0] = 1, x = -0}
return -0x0
return -0e5
return -0 .. ""
return -5 % 5
return 0 % -5
return (0)*(-1)
return -(0)
return 1e-200 * -1e-200
return 1e309 - 1e309
return -(1e309 - 1e309)
return 0 * 1e309
return 2 * (-2)^3 + 1
local a = -0 for i = a, 0 do return i end
for i = -0, 0 do return i end
return -"0", -"0x10", "10" + 1, "0x1p4" * 1
return 1 + 2 * 3 / 4 - 5 % 6 ^ 7
return 0xA, 0Xa, 0xfp1
return 0x10p
return 0xep1
return 08, 1e05
return 1--comment
return 1--[[c]]+1
return 1--[==[c]]]==]+2
return 1--[=c
return '\q'
return "\-"
return '\%'
return '\('
return '\ '
return '\X41'
return '\x41'
return '\x4'
return '\x4g'
return '\xgg'
return '\x'
return '\x'41'
return '\65'
return '\065'
return '\0'
return '\255'
return '\256'
return '\300'
return '\999'
return '\2555'
return '\1a'
return '\12a'
return '\a\b\f\n\r\t\v\\\'\"'
return '\z   x'
return '\z'
return '\u'
return '\u0041'
return 'abc
return "abc
return 'abc\
return 'abc\z
return "a'b", 'a"b'
return "\"", '\''
x = 'abc\65\66\x43
return [[abc]]
return [=[a]]b]=]
return [==[a]=]b]==]
return [=abc]=]
return [=
return [==
return [[abc
return [=[abc]]
return [[a]b]]
return [[]]
return [==[]==]
return [[[]]
return [[a]] .. [[b]]
return ([[a]]):rep(2)
return {[[a]]}
return {[ [[a]] ] = 1}
return a[[[x]]]
--[[ comment ]] return 1
--[==[ ]] ]==] return 2
--[[ open
--[=[ open ]]
--[= not long
--
-- return 1
return 1 --
return 1 -
#!shebang
# return 1
return #
return 1 2
return 1, 
return return
return;
return 1;
return 1;;
return 1; x = 1
;
;;;
x
x y
x = 
x = 1 y = 2 return x + y
x = 3y = 4 return x, y
x, y
x, y = 1
x, = 1
x, f() = 1
f() = 1
f().x = 1
(x) = 1
(x).y = 1
("x").y = 1
(x)
("x"):len()
"x":len()
x.1
x.
x:y
x:y = 1
x:
x::y
x[
x[1
x[1]
x[]
x = {1, 2
x = {1 2}
x = {a b}
x = {a = }
x = {[1] 2}
x = {[1] = }
x = {[1
x = {,}
x = {;}
x = {1,,2}
x = {1;2,3;}
return #{1, 2, 3,}
return {f = 1, 2, [3] = 4}.f
return ({f = 1, 2, [3] = 4}).f
return ({a = a, b}).a
f(
f(1
f(1,
f(1,)
f(,)
f 1
f "x" "y"
f{}{}
function
function f
function f(
function f(a
function f(a,
function f(a,)
function f(a b) end
function f(1) end
function f(...) return ... end
function f(..., a) end
function f(a, ...) return ... end return f(1, 2)
function f() return ... end
function f() 
function f() end end
function f.a.b:c() end
function f.a:b.c() end
function f:() end
function (a) end
function f[1]() end
return function() end
return function(a, b) return a end
return function f() end
local
local 1
local x
local x,
local x, y = 1
local x = 
local x.y = 1
local function
local function f
local function f() end return f
local function f.x() end
local function f:x() end
local x <
local x < const
local end
local x x = 1 return x
if
if x
if x then
if x then else
if x then elseif
if x then elseif y
if x then else else end
if x then else elseif y then end
if x then end end
if then end
if 1 then return 1 end return 2
else
elseif
then
do
do end
do return 1 end
do end end
do return 1 x = 1 end
while
while x
while x do
while x do end while
while do end
while nil do end return 1
repeat
repeat until
repeat until 1 return 2
repeat local q = 1 until q == 1 return 3
repeat end
until
end
for
for i
for i = 
for i = 1
for i = 1,
for i = 1, 2
for i = 1, 2 do
for i = 1, 2, 3, 4 do end
for i = 1 do end
for i, j = 1, 2 do end
for i in
for i in f
for i, in f do end
for i, j in pairs({}) do end return 1
for 1 = 1, 2 do end
for i.x = 1, 2 do end
for i = 1, 2 do return i end
for i = 3, 1 do return i end return "none"
for i = 1, 0.5 do return i end return "none"
for i = 1, 1 do return i end
for i = 0.1, 1 do return i end
for i = 1, 3, 0 do return i end return "none"
for i = 3, 1, 0 do return i end return "none"
for i = 1, 2, -1 do return i end return "none"
for i = "1", 2 do return i end
for i = 1, "2" do return i end
for i = 1, 2, "1" do return i end
for i = "a", 2 do return i end
for i = 1, {} do return i end
for i = 1, 2, {} do return i end
for i = nil, 2 do return i end
local n = 0 for i = 2147483646, 2147483648 do n = n + 1 end return n, 2147483647 + 1
local n = 0 for i = -2147483647, -2147483649, -1 do n = n + 1 end return n
local n = 0 for i = 9007199254740989, 9007199254740991 do n = n + 1 end return n
local t = {} for i = 1, 2, 0.25 do t[#t + 1] = i end return table.concat(t, " ")
local t = {} for i = 1, 0, -0.1 do t[#t + 1] = i end return #t, t[#t]
for i = 0/0, 1 do return i end return "none"
for i = 1, 1/0 do if i > 3 then return i end end
for i = -1/0, 0 do return i end
break
do break end
while true do break end return 1
while true do break x = 1 end
while true do break break end return 1
for i = 1, 2 do break end return 1
repeat break until false return 1
if x then break end
while true do local function f() break end end
while true do if 1 then break end end return 1
while true do if 1 then break else x = 1 end end return 1
while true do if 1 then break; end end return 1
goto
goto 1
goto x
goto x ::x:: return 1
do goto x end ::x:: return 1
goto x do ::x:: end
do ::x:: end goto x
::x:: ::x::
::x:: do ::x:: end return 1
do ::x:: end ::x:: return 1
do ::x:: end do ::x:: end return 1
::x:: local function f() ::x:: end return 1
::x
::x:
:: x :: return 1
::1::
::end::
goto x local y ::x::
goto x local y ::x:: return y
goto x local y ::x:: ;;; 
goto x local y ::x:: ::z::
goto x local y ::x:: ; return
do goto x local y ::x:: end return 1
do goto x local y ::x:: ; end return 2
repeat goto x local y = 1 ::x:: until y
repeat goto x ::x:: until true return 1
goto x; do local y ::x:: end
do local y goto x end local z ::x:: return z
do goto x end local z ::x::
local function f() goto x end ::x::
while true do goto x end ::x:: return 1
for i = 1, 3 do if i == 2 then goto x end end ::x:: return 1
for i = 1, 3 do goto continue local q ::continue:: end return 1
for i = 1, 3 do goto continue local q = 1 ::continue:: q = 2 end return 1
local i = 1 ::top:: i = i + 1 if i < 5 then goto top end return i
local t = {} do local k = 1 ::top:: local c = k t[k] = function() return c end k = k + 1 if k < 4 then goto top end end return t[1](), t[2](), t[3]()
goto continue
local goto = 1
x.goto = 1
x.end = 1
x = {end = 1}
return and
return 1 and
return not
return not not 1
return not nil == true
return - - 1
return -"x"
return 1 == 1 == true
return !x
return 1 != 2
return 1 <> 2
return 1 += 1
x += 1
x++
return a ? b : c
return a -> b
return @x
return $x
return `x`
return x\y
return {} {}
return ...
return ..., 1
return (...)
return select("#", ...)
return nil.x
return nil:x()
return (nil).x
return 1.x
return 1:x()
return "x".y
return ("x").y
return true()
return {}.x
return {}:x()
return function() end()
return (function() return 5 end)()
return f{}, f"", f[[]]
return a.b.c:d"e".f
return a.b:c
return a:b.c
return a 
return é
return "é", #"é"
return "a" .. 1 .. 2
return 1 .. 2 ^ 3
return 1..""
return 2 ..3
return -x^2
return 2^-3
return 2^-3^2
return not 1 + 2
return #"abc" + 1, -#"abc", #"a" .. "b"
return 1 < 2 < 3
return 1 or error(), nil and error(), false == nil
return 1 and 2 or 3, nil and 2 or 3, 1 or nil and 3
local a = {} a.b = 1 a["c"], a[1] = 2, 3 return a.b, a.c, a[1]
local a, b, c = (function() return 1, 2 end)() return a, b, c
local a, b = ((function() return 1, 2 end)()) return a, b
local _ENV = {} x = 1 return x
local _ENV = nil x = 1
and
or = 1
nil = 1
true = 1
... = 1
1 = 1
"x" = 1
{} = 1
local a = a b
local a = function end
]======]):gmatch("[^\n]+") do
    try(line)
end

-- Lines, ends of lines, zero bytes.
for _, source in ipairs {
    "", "\n", "\n\n x y", "\r\n\r\n x y", "\r\r x y", "\n\r\n\r x y", "\n\n\r\r x y", "x = [[\n\n]] y z", "x = [[\r\n\r\n]] y z", "x = 'a\\\nb' y z", "x = 'a\\\r\nb' y z", "x = '\\z \n\r\n \n' y z", "--[[\n\n]] x y",
    "return [[\na]]", "return [[\r\na\r\nb\rc\n\rd]]", "return [[\n\na]]", "return '\\\r\nx'", "return '\\\n\rx'", "return '\\\rx'", "return 'a\\z\r\n   b'", "return 'a\0b'", "return [[a\0b]]", "return '\\0x'", "return 'a\0b", "x = 'a\0b' 5", "\0", "x\0 = 1", "x = 1 \0", "x = 1 --\0\n y z", "x = 1 --[[\0]] y z",
    "#!x\nreturn 1", "#\nreturn 1", " #x", "\239\187\191return 1", "return 1 -- x\r return 2", "return 1 -- x\n, 2", "f\n(1)", "return\n1", "x =\n\n\n", "x = (\n1\n", "x = {\n1\n", "f(\n1\n x", "do\n\n", "if x\nthen\n", "while x\ndo\n x", "repeat\n\nx", "for i = 1, 2\n\ndo\n", "function f(\n\n)\n", "local function\nf()\n\nx y", "return function()\n\n", "x = function()\n\nx y end", "a.b[\n1\n",
    "x = 'abc\ndef'", "x = \"a\rb\"", "x = [[\n\n", "--[[\n\n", "x = [==[\n]]", "goto x\n\n", "\nbreak\n\n", "do goto x\nend\n\n", "\n::a::\n::a::", "goto a\nlocal b\n::a::\nx = 1", "while 1 do\nlocal function f()\nbreak\nend end", "x = 'abc\\\n\\q'", "x = '\\x\n'", "x = '\\1234'", "x = '\\", "x = '\\x", "x = '\\x4", "x = '\\25", "x = \"\127\128\255\" y z", "\127", "\128", "x = \1", "x \27", "\n\nx = = 2", "x = 3 = 4", "local a\n= \n1 local", "return 0x1\n.8", "x = -\n0 y z", "x = -0\n\n y z", "x = 2 ^\n\n3 y z", "return debug.getinfo(1, 'l').currentline +\n-0", "local a = 2 ^\n\n3\nreturn debug.getinfo(1, 'l').currentline, a", "local a = 0 *\r\n\r\n-1\r\nreturn debug.getinfo(1, 'l').currentline, 1 / a", "return [[\r\n]], #[[\n\r\n]]", "return --[[\n]] [==[\n]==]"
} do
    try(source)
end

-- Limits.
local function many(from, to, format, separator)
    local t = {}
    for i = from, to do t[#t + 1] = format:gsub("#", i) end
    return table.concat(t, separator or " ")
end
for _, n in ipairs {99, 100, 125, 126, 195, 196, 197, 198, 199, 200, 201, 250, 255, 256} do
    for _, f in ipairs {
        function() return "return " .. ("("):rep(n) .. 1 .. (")"):rep(n) end,
        function() return "return " .. ("{"):rep(n) .. ("}"):rep(n) end,
        function() return "return " .. ("- "):rep(n) .. "1" end,
        function() return "return " .. ("not "):rep(n) .. "1" end,
        function() return "return " .. ("'' .. "):rep(n) .. "1" end,
        function() return "return " .. ("2 ^ "):rep(n) .. "1" end,
        function() return "return " .. ("1 + "):rep(n) .. "1" end,
        function() return ("do "):rep(n) .. ("end "):rep(n) end,
        function() return ("\nif 1 then "):rep(n) .. ("end "):rep(n) end,
        function() return ("repeat "):rep(n) .. ("until 1 "):rep(n) end,
        function() return ("for i = 1, 1 do "):rep(n) .. ("end "):rep(n) end,
        function() return ("local function f()\n"):rep(n) .. ("end "):rep(n) end,
        function() return "return " .. ("function() return "):rep(n) .. ("end "):rep(n) end,
        function() return ("f("):rep(n) .. (")"):rep(n) end,
        function() return "x = a" .. ("[a"):rep(n) .. ("]"):rep(n) end,
        function() return ("a,"):rep(n) .. "a = 1" end,
        function() return many(1, n, "local v#") .. " return v1" end,
        function() return "local " .. many(1, n, "v#", ",") .. " = 1 return v1" end,
        function() return "\nf = function() " .. many(1, n, "local v#") .. "\nend" end,
        function() return "function f(" .. many(1, n, "v#", ",") .. ") end" end,
        function() return many(1, n - 2, "local v#") .. " for i = 1, 2 do end" end,
        function() return many(1, n - 2, "local v#") .. " for i in f do end" end,
        function() return "return f(" .. many(1, n, "#", ",") .. ")" end,
        function() return "return " .. many(1, n, "#", ",") end,
        function() return "local t = {" .. many(1, n, "#", ",") .. "} return #t" end,
        function() return "local t = {" .. many(1, n, "x# = #", ",") .. "} return t.x" .. n end,
        function() return n < 200 and many(1, n, "local a#") .. "\ng = function() return function()\n return " .. many(1, n, "a#", "+") .. " end end return g" or "" end,
        function() return "goto a" .. n .. " " .. many(1, n, "::a#::") .. " return 1" end,
        function() return "return a" .. (".b"):rep(n) end,
        function() return "return a" .. (" .. a"):rep(n) end,
        function() return "return a" .. (" or a"):rep(n) end,
        function() return "x = " .. ("a and "):rep(n) .. "1" end
    } do
        try(f())
    end
end
