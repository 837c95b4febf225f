"""Whoever starts `guiyi dev` finds her way by what she sees (the simulator's page included)."""

from playwright.sync_api import expect


def test_the_bare_address_leads_to_the_sign_in_page(visit):
    here = visit()
    here.go("/")
    here.sees("sign_in_title")


def test_the_code_for_a_number_of_her_own_is_in_the_simulators_inbox(town, visit):
    here, number = visit(), town.number()
    here.go("/sign-in")
    here.prove(number)
    here.new_tab()
    here.go(town.simulator)
    here.page.locator("#texts-tab").click()
    expect(here.page.locator("#texts")).to_contain_text(town.code(number))
