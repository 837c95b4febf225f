def test_x(desk):
    def say(a):
        with desk.capsys.disabled(): print(a.status, a.out, a.err)

    from tests.cli.stories import two_accounts, two_numbers, joined
    two = desk.live(two_numbers)
    for args in [("merge", two.by_wechat, two.by_number, "--reason", "by mail"),]:
        a = desk.type("accounts", *args); say(a)
        a = desk.type("accounts", *args, "--json"); say(a)
    ids=a.json["preview"]["survivor"]["identities"]
    phone=[one["id"] for one in ids if one["kind"]=="phone"][0]
    a = desk.type("accounts", *args, "--phone", phone); say(a)
    a = desk.type("accounts", *args, "--phone", phone, says="y\n"); say(a)
    a = desk.type("accounts", *args, "--phone", phone, says="y\n"); say(a)
    a = desk.type("accounts", "show", two.by_number); say(a)
    a = desk.type("accounts", "show", two.by_wechat, "--json");say(a)  
    case = a.json["merges"][0]["id"]
    a = desk.type("explain", case); say(a)
    a = desk.type("explain", two.by_wechat); say(a)
    a = desk.type("accounts", "undo", case, "--reason", "oh"); say(a)
    a = desk.type("accounts", "undo", case, "--reason", "oh", says="y\n"); say(a)
    a = desk.type("accounts", "undo", case, "--reason", "oh", "--yes"); say(a)
    a = desk.type("explain", case); say(a)
    a = desk.type("check"); say(a)
    j = desk.live(joined)
    for id_ in (j.session, j.case, j.loser, j.survivor):
        a = desk.type("explain", id_); say(a)
